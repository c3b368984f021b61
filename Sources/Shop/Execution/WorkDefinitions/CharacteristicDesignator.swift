/// What a characteristic is beside a dimension, as the design has it: field 7 of form 3 (AS9102C).
public enum CharacteristicDesignator: String, Codable, Sendable, CaseIterable {
    /// Its variation has a significant effect on fit, performance, service life or producibility, and is to be controlled (AS9103).
    case key
    /// Its failure loses the product or its mission.
    case critical
    /// Its failure endangers persons.
    case safety = "safety critical"
    /// By it the part is exchanged for another one.
    case interchange = "interchangeability"
    /// A process makes it, which is controlled in place of it.
    case process
}
