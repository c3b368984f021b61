public import Journal
public import PlantModel

/// What somebody is told of a request of their own: what they asked for, and how it stands. Nothing of it comes from the record or its program.
public struct OwnAccessRequest: Sendable {
    /// How a request stands.
    public enum Standing: String, Sendable, CaseIterable {
        /// It waits for whoever decides.
        case asked
        /// It was granted.
        case granted
        /// It was declined.
        case declined
        /// What was granted was taken back.
        case ended
    }

    /// The request.
    public let id: AggregateID
    /// The record, by the id that was given.
    public let record: AggregateID
    /// The day on which it was asked for.
    public let asked: Day
    /// Until when it was asked for; once it is granted, until when that is.
    public let until: Day
    /// How it stands.
    public let standing: Standing
}

/// What somebody says who asks for access.
public struct AccessRequestStatement: Sendable {
    /// A reason, in bytes.
    public static let reasonMax = 2_000
    /// So many days ahead access is asked for and granted at most.
    public static let daysMax: UInt64 = 366

    /// What it is needed for; 1 to ``reasonMax`` bytes.
    public let reason: String
    /// The last day on which it is needed.
    public let until: Day

    /// A statement.
    public init(reason: String, until: Day) {
        self.reason = reason
        self.until = until
    }
}

/// What whoever decides a request says of it.
public struct AccessDecision: Sendable {
    /// The name as it is printed beside the signature.
    public let printedName: String
    /// Why; of what is granted who vouches for the need to know. 1 to ``AccessRequestStatement/reasonMax`` bytes.
    public let words: String

    /// A decision.
    public init(printedName: String, words: String) {
        self.printedName = printedName
        self.words = words
    }
}
