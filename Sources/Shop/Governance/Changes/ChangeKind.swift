/// What a change is of: `Change.kind` of the schema.
public enum ChangeKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Plant file, catalogue, grants, determinations and plan together. What differs in it, such as connectors, filters, determinations or facts of the
    /// plant, is not asked for by itself: `Change.touches` says which of these it is.
    case baseline
    /// A work definition: its routing, special processes, site, inspection or material, as `Change.touches` says.
    case workDefinition
    /// A program's deviation from a standard routing, form or status.
    case variant

    /// Whether it concerns the plant as a whole, and so is recorded in the control log, which knows of no program.
    public var isOfPlant: Bool {
        self == .baseline
    }
}

/// How far a change has come.
public enum ChangeStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is worked on, tried and approved.
    case open
    /// It is in force from its effective day.
    case released
    /// Somebody who would have to approve it refused it.
    case rejected
    /// Its author took it back.
    case withdrawn
}
