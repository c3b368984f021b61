/// What is wrong with a note, checkpoint, proof file, key or request: a stable code, the line (from 1) where there is one, and a sentence.
public struct NoteError: Error, Sendable {
    /// Codes never change their meaning.
    public enum Code: String, Hashable, Sendable {
        /// More bytes or lines than the bound.
        case tooLarge
        /// Not UTF-8, or a control character.
        case badText
        /// The shape of the format is not kept.
        case malformed
        /// A key name is empty or holds a blank or plus.
        case badName
        /// A verifier key is not what it claims to be.
        case badKey
        /// No signature by a key that is asked for.
        case unsigned
        /// A signature by a known key does not verify.
        case badSignature
        /// The checkpoint is of another log.
        case wrongOrigin
    }

    /// What kind of mistake.
    public let code: Code
    /// The line, counted from 1.
    public let line: Int?
    /// What was found and what is expected.
    public let reason: String

    init(_ code: Code, line: Int? = nil, _ reason: String) {
        self.code = code
        self.line = line
        self.reason = reason
    }
}

extension NoteError: CustomStringConvertible {
    /// Place and reason.
    public var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
