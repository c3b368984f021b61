internal import Foundation
internal import Journal
public import PlantModel
internal import Storage

/// What the files of a baseline are for; the plan beside them is no file of its own, since it can be made of the others.
public enum BaselinePart: String, Sendable, CaseIterable {
    /// The plant file and all it includes.
    case plant
    /// The catalogue.
    case catalogue
    /// The theorems that go with it.
    case theorems
    /// The grants of the plant's own.
    case grants
    /// The reviewed rules by which a derived value carries less.
    case determinations
}

/// The files that a plant decides by, as they were read, once: what is hashed is what is decided by.
public struct BaselineFiles: Sendable, Equatable {
    /// The plant file's name among ``plant``.
    public let plantName: String
    /// The plant file and all it includes, by path.
    public internal(set) var plant: [String: [UInt8]]
    /// The catalogue's files, by name.
    public internal(set) var catalogue: [String: [UInt8]]
    /// The theorems that go with the catalogue, by name.
    public internal(set) var theorems: [String: [UInt8]]
    /// The grants of the plant's own, by name.
    public internal(set) var grants: [String: [UInt8]]
    /// The reviewed rules by which a derived value carries less, as JSON, by name.
    public internal(set) var determinations: [String: [UInt8]]
    /// The plan by which the instance hosts; nil where it hosts without one, as a gateway that stands beside an instance of today.
    public internal(set) var plan: PlanFile?

    /// Files.
    public init(
        plantName: String,
        plant: [String: [UInt8]],
        catalogue: [String: [UInt8]],
        theorems: [String: [UInt8]] = [:],
        grants: [String: [UInt8]],
        determinations: [String: [UInt8]] = [:],
        plan: PlanFile? = nil
    ) {
        self.plantName = plantName
        self.plant = plant
        self.catalogue = catalogue
        self.theorems = theorems
        self.grants = grants
        self.determinations = determinations
        self.plan = plan
    }

    /// The hash of each file, by part and name, in lower-case hexadecimal (RFC 9162 leaf hash of its bytes); of the plan that of what it decides,
    /// so that one whose proof was made anew is the same one.
    public var hashes: [String: String] {
        var hashes: [String: String] = [:]
        for part in BaselinePart.allCases {
            for (name, bytes) in self[part] { hashes["\(part)/\(name)"] = TreeHash.leaf(bytes).bytes.hexadecimal }
        }
        if let plan { hashes[Self.planName] = plan.digest }
        return hashes
    }

    /// What the plan is called among hashes.
    static let planName = "plan/decided"

    /// The files of a part, by name.
    subscript(part: BaselinePart) -> [String: [UInt8]] {
        get {
            switch part {
            case .plant: plant
            case .catalogue: catalogue
            case .theorems: theorems
            case .grants: grants
            case .determinations: determinations
            }
        }
        set {
            switch part {
            case .plant: plant = newValue
            case .catalogue: catalogue = newValue
            case .theorems: theorems = newValue
            case .grants: grants = newValue
            case .determinations: determinations = newValue
            }
        }
    }
}
