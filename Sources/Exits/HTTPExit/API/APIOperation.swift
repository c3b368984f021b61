/// What an operation of the API says of itself: the document that is served is made of it, beside the route that it stands at.
public struct APIOperation: Sendable {
    /// A value that is asked for.
    public struct Parameter: Sendable {
        /// What it may be.
        public enum Kind: Sendable {
            /// Text of 1 to so many characters.
            case text(max: Int)
            /// A record's id: 32 hexadecimal digits, small letters.
            case id
            /// A whole number.
            case number(ClosedRange<Int>)
            /// One of these.
            case choice([StaticString])
            /// True or false.
            case truth
            /// Texts, up to so many.
            case texts(max: Int)
            /// An object, of the form that its sentence names.
            case object
        }

        let name: StaticString
        let kind: Kind
        let says: StaticString
        let isRequired: Bool

        /// A value.
        public init(_ name: StaticString, _ kind: Kind, _ says: StaticString, isRequired: Bool = false) {
            self.name = name
            self.kind = kind
            self.says = says
            self.isRequired = isRequired
        }
    }

    let says: StaticString
    let query: [Parameter]
    let body: [Parameter]
    /// What the file is that comes with it; nil where none does, and the body is JSON.
    let file: StaticString?

    /// An operation.
    /// - Parameters:
    ///   - says: what it does, in a sentence.
    ///   - query: values of the address.
    ///   - body: members of the JSON object that is sent, or fields of the form.
    ///   - file: what the file is that comes with it, `file` of a form `multipart/form-data`; nil where none does.
    public init(
        _ says: StaticString,
        query: [Parameter] = [],
        body: [Parameter] = [],
        file: StaticString? = nil
    ) {
        self.file = file
        self.says = says
        self.query = query
        self.body = body
    }

    /// Where a list goes on, and how many records it has at once.
    public static let pages: [Parameter] = [
        Parameter("after", .id, "The last record of the page before."),
        Parameter("limit", .number(1...500), "How many records; 100 if nothing is said."),
    ]
}
