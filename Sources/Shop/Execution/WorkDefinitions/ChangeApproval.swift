public import Boundary
public import PlantModel

/// A work definition that is to be put in force.
public struct WorkDefinitionChange: Sendable {
    /// The work master.
    public let record: RecordID
    /// The program that it is of.
    public let program: String
    /// Who wrote it.
    public let author: String
    /// Who approved this content, by their ids in the register.
    public let approvers: Set<String>
    /// What was approved.
    public let contentHash: String
    /// What it changes of the revisions that are in force, as `Change.touches` of the schema names it.
    public let touches: Set<String>
    /// The day.
    public let today: Day
}

/// Whether a change may be put in force: who has to approve it, which tests and evidence it takes.
public protocol ChangeApproval: Sendable {
    /// What still stands in the way, a sentence each; empty where nothing does. It is asked by the writer of the compartment: quick, without
    /// waiting.
    func objections(to change: WorkDefinitionChange, releasedBy subject: Subject) throws -> [String]
}
