internal import Foundation
internal import Journal
internal import Storage

/// What is to be done to make a part, as it is written and reviewed (ISA-95: a work master with its operations segments).
public struct WorkMasterContent: Codable, Hashable, Sendable {
    /// The part.
    public var partNumber: String
    /// The revision of these instructions.
    public var revision: String
    /// What it is called.
    public var title: String
    /// Whether who works by it has to be trained on this revision.
    public var needsTraining: Bool
    /// What it is for; nil for all orders from its release on.
    public var effectivity: Effectivity?
    /// What makes it one of a rework; nil for one by which the part is made.
    public var rework: ReworkScope?
    /// The operations, by ascending sequence.
    public var operations: [OperationSegment]

    /// A work master.
    public init(
        partNumber: String,
        revision: String,
        title: String,
        needsTraining: Bool = false,
        effectivity: Effectivity? = nil,
        rework: ReworkScope? = nil,
        operations: [OperationSegment]
    ) {
        self.partNumber = partNumber
        self.revision = revision
        self.title = title
        self.needsTraining = needsTraining
        self.effectivity = effectivity
        self.rework = rework
        self.operations = operations
    }

    /// SHA-256 over the content as JSON with members in order, in hexadecimal: what approvals and orders are bound to.
    public func approvalHash() throws -> String { try Self.hash(of: self) }

    /// The hash of anything that is signed or approved, made likewise.
    static func hash(of content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // RFC 9162 hashes a leaf under a prefix byte, so that this is no hash of any other kind of text.
        return TreeHash.leaf([UInt8](try encoder.encode(content))).bytes.hexadecimal
    }
}

/// One operation of a work master.
public struct OperationSegment: Codable, Hashable, Sendable {
    /// Its place, such as 10, 20, 30.
    public var sequence: Int
    /// What it is called.
    public var name: String
    /// Where it is done, by its id in the plant file.
    public var workCenter: String
    /// What to do, in words.
    public var instructions: String
    /// How long it takes, in minutes for a unit.
    public var standardMinutes: Int
    /// What is measured or judged.
    public var characteristics: [Characteristic]
    /// What is built in.
    public var components: [Component]
    /// What the operator has to be qualified for.
    public var qualifications: [String]
    /// Whether somebody else has to buy it off before the unit goes on.
    public var needsBuyOff: Bool
    /// Pictures and documents that show it; nil for none. They are added and taken out one at a time, and stay where the operation is written anew.
    public internal(set) var media: [Medium]?

    /// An operation.
    public init(
        sequence: Int,
        name: String,
        workCenter: String,
        instructions: String,
        standardMinutes: Int,
        characteristics: [Characteristic] = [],
        components: [Component] = [],
        qualifications: [String] = [],
        needsBuyOff: Bool = false
    ) {
        self.sequence = sequence
        self.name = name
        self.workCenter = workCenter
        self.instructions = instructions
        self.standardMinutes = standardMinutes
        self.characteristics = characteristics
        self.components = components
        self.qualifications = qualifications
        self.needsBuyOff = needsBuyOff
    }

    /// What is measured at an operation.
    public struct Characteristic: Codable, Hashable, Sendable {
        /// Its number on the drawing or the inspection plan, unique in the operation.
        public var number: Int
        /// What it is.
        public var name: String
        /// The unit of measure, such as `mm`; empty for what is judged good or bad, as 1 or 0.
        public var unit: String
        /// The least value that is good; nil for none.
        public var lower: DecimalNumber?
        /// The greatest value that is good; nil for none.
        public var upper: DecimalNumber?
        /// Whether it takes a calibrated gauge.
        public var needsGauge: Bool
        /// On which units it is measured; nil for all.
        public var sampling: SamplingPlan?
        /// What it is beside a dimension; nil for nothing more.
        public var designator: CharacteristicDesignator?

        /// A characteristic.
        public init(
            number: Int,
            name: String,
            unit: String,
            lower: DecimalNumber? = nil,
            upper: DecimalNumber? = nil,
            needsGauge: Bool = false,
            sampling: SamplingPlan? = nil,
            designator: CharacteristicDesignator? = nil
        ) {
            self.number = number
            self.name = name
            self.unit = unit
            self.lower = lower
            self.upper = upper
            self.needsGauge = needsGauge
            self.sampling = sampling
            self.designator = designator
        }

        /// Whether a value is good.
        func admits(_ value: DecimalNumber) -> Bool {
            (lower.map { $0 <= value } ?? true) && (upper.map { value <= $0 } ?? true)
        }
    }

    /// What is built into a unit at an operation.
    public struct Component: Codable, Hashable, Sendable {
        /// The part.
        public var partNumber: String
        /// How many of a unit.
        public var quantity: Int
        /// Whether each is a unit with a serial number of its own; else it comes from a lot.
        public var isSerialised: Bool
        /// Other parts that may be built in for it, as approved with the definition; nil for none.
        public var alternates: [String]?

        /// A component.
        public init(partNumber: String, quantity: Int, isSerialised: Bool = false, alternates: [String] = []) {
            self.partNumber = partNumber
            self.quantity = quantity
            self.isSerialised = isSerialised
            self.alternates = alternates.isEmpty ? nil : alternates
        }

        /// Whether a part may be built in for it.
        func admits(_ part: String) -> Bool { part == partNumber || alternates?.contains(part) == true }
    }
}
