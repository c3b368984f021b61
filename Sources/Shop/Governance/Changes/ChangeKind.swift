/// What a change is of: `Change.kind` of the schema.
public enum ChangeKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Plant file, catalogue, grants and determinations together.
    case baseline
    /// A rule that a derived value carries less than what it was made from.
    case determination
    /// A work definition.
    case workDefinition
    /// The order of operations of a work definition.
    case routing
    /// A special process, such as a heat treatment.
    case specialProcess
    /// Where something is built.
    case site
    /// A program's deviation from a standard routing, form or status.
    case variant
    /// How things go their way.
    case workflow
    /// What is asked for on a form.
    case form
    /// What states there are.
    case status
    /// What connects to another system.
    case connector
    /// What a connector lets pass.
    case filter

    /// Whether it concerns the plant as a whole, and so is recorded in the control log, which knows of no program.
    public var isOfPlant: Bool {
        switch self {
        case .baseline, .determination, .workflow, .form, .status, .connector, .filter: true
        case .workDefinition, .routing, .specialProcess, .site, .variant: false
        }
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
