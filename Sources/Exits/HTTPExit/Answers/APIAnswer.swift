public import Boundary
public import Journal

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
        /// What stands in its text.
        case text
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

    /// What the one who asks is told of something of their own, such as what they asked for themselves: records of literals, ids and days, and nothing of
    /// what is kept.
    /// - Throws: `ReleaseError.notLiteral` when a value is in it.
    public init(own records: [OwnRecord], status: AnswerStatus = .done) throws(ReleaseError) {
        let list = ClearedText.joined(records.map(\.text), separator: ",")
        self.init(.text, try .literal("{\"records\":[\(list)]}"), status: status)
    }
}

/// A record of an answer about something of the asker's own.
public struct OwnRecord: Sendable {
    let text: ClearedText

    /// A record.
    /// - Parameters:
    ///   - kind: what it is, as the kinds of records that are released.
    ///   - fields: each with its name.
    public init(_ kind: StaticString, _ id: AggregateID, _ fields: [(name: StaticString, value: ClearedText)]) {
        let all = fields.map { name, value -> ClearedText in
            "\"\(ClearedText(stringLiteral: name))\":\"\(value)\""
        }
        text = """
            {"kind":"\(ClearedText(stringLiteral: kind))","id":"\(id)","fields":{\(.joined(all, separator: ","))}}
            """
    }
}
