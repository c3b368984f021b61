public import Boundary

/// An answer to a program.
public struct APIAnswer: ~Copyable, Sendable {
    /// How many records an answer has.
    public enum Form: Sendable {
        /// One: its fields.
        case record
        /// A list: `{"records": […]}`.
        case list
        /// A page of so many at most: where it is full, `next` is where the next one begins.
        case page(limit: Int)
    }

    let form: Form
    let release: Release<API>
    let status: AnswerStatus

    /// What was released.
    public init(_ form: Form, _ release: consuming Release<API>, status: AnswerStatus = .done) {
        self.form = form
        self.release = release
        self.status = status
    }
}
