/// Why bytes are no event, or why an event cannot be written: the offset in the entry, and a sentence.
public struct EventError: Error, Hashable, Sendable {
    /// The byte, counted from zero, where the mistake is; nil for an event that was not written yet.
    public let offset: Int?
    /// What was found and what is expected.
    public let reason: String

    init(offset: Int? = nil, _ reason: String) {
        self.offset = offset
        self.reason = reason
    }
}

extension EventError: CustomStringConvertible {
    /// Place and reason.
    public var description: String { offset.map { "byte \($0): \(reason)" } ?? reason }
}
