public import Boundary
public import Journal

/// Who asks, by which way, and from where.
public struct Asker<Way: Channel>: Sendable {
    /// Who.
    public let subject: Subject
    /// By which way.
    public let channel: Way
    /// From where.
    public let whereabouts: Whereabouts

    /// An asker.
    public init(_ subject: Subject, through channel: Way, from whereabouts: Whereabouts = .unknown) {
        self.subject = subject
        self.channel = channel
        self.whereabouts = whereabouts
    }
}

/// Names a command, so that it is carried out once however often it comes: the key that whoever sends it chose at random, and who it is.
public struct CommandKey: Sendable {
    /// Its id in the journal.
    public let command: CommandID
    /// The id of what the command makes, unless it is there already.
    let made: RecordID

    /// The longest key, in bytes.
    public static let bytesMax = 200

    /// A key of a subject; nil for one that is empty or longer than ``bytesMax``. The keys of two subjects are never the same.
    public init?(_ key: String, of subject: Subject) {
        guard (1...Self.bytesMax).contains(key.utf8.count) else { return nil }
        let bytes = Array("bulkhead command v1\n\(subject.description.utf8.count) \(subject)\n\(key)".utf8)
        self.init(RecordID(hashing: bytes))
    }

    private init?(_ id: RecordID) {
        guard let command = CommandID(id.aggregate.bytes) else { return nil }
        self.command = command
        made = id.derived("made")
    }

    /// The key of a further command that is sent along with this one: each of them is carried out once.
    public func further(_ step: String) -> CommandKey { CommandKey(made.derived("further \(step)")) ?? self }
}

/// What became of a command.
public struct CommandResult: Sendable {
    /// The record that it is about.
    public let record: RecordID
    /// It had been done already, by an earlier command, or the same one sent twice; nothing new was recorded.
    public let isRepeated: Bool
}
