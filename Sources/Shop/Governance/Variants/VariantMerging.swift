public import Execution
public import PlantModel

/// How a variant ends: it goes back to the standard, or the standard takes it in.
public struct VariantMerging: Sendable, Equatable, Codable {
    /// Which way it goes.
    public enum Way: String, Sendable, Equatable, Codable {
        /// The program goes by the standard again.
        case backToStandard
        /// The standard has what the variant had: a revision of the work definition, or, of a form or status, the one that counts from then on.
        case intoStandard
    }

    /// The variant, by the id of the change that it was released by, in hexadecimal.
    public let variant: String
    /// Which way it goes.
    public let way: Way

    /// A merging.
    public init(of variant: String, _ way: Way) {
        self.variant = variant
        self.way = way
    }
}

/// That a variant ended.
struct EndedVariant: Codable, Sendable, Equatable {
    /// The first day on which it does not count, ISO 8601.
    let day: String
    let way: VariantMerging.Way
    /// The change by which it ended.
    let change: String
}

/// A program's deviation as somebody asks for it.
public struct VariantRequest: Sendable {
    /// The program.
    public var program: String
    /// What it deviates from, by the name that the plant has for it; of a work definition its part and revision are taken.
    public var standard: String
    /// The work definition that it deviates from; nil for a form or a status.
    public var definition: RecordID?
    /// What differs, in words.
    public var difference: String
    /// Why.
    public var reason: String
    /// Who answers for it: an id of the register.
    public var owner: String
    /// The first day on which it counts.
    public var effective: Day
    /// The last day on which it counts.
    public var expires: Day

    /// A variant.
    public init(
        program: String,
        standard: String,
        definition: RecordID? = nil,
        difference: String,
        reason: String,
        owner: String,
        effective: Day,
        expires: Day
    ) {
        self.program = program
        self.standard = standard
        self.definition = definition
        self.difference = difference
        self.reason = reason
        self.owner = owner
        self.effective = effective
        self.expires = expires
    }
}
