@_spi(Exits) public import Boundary
public import Journal
internal import Storage

/// A request as a route sees it: who asks, from where, and what was typed. Nothing in it came from storage.
public struct PageRequest: Sendable {
    /// Who is signed in; nil on routes that are open to anybody.
    public let visitor: Visitor?
    /// The registered terminal that the browser is; nil if it is none.
    public let terminal: EnrolledTerminal?
    /// The fields of the form, or of the query.
    public let fields: FormFields
    /// The body as it came, of API routes; of a form that carries a file, the file.
    public let body: [UInt8]
    /// The files of a form that may carry several.
    public let files: [SentFile]
    /// Where the visitor is: where the terminal stands, and at none the least place.
    public let whereabouts: Whereabouts
    /// Where the site's own terminals stand: what is asked about others is asked of somebody there, wherever the visitor is.
    public let site: Whereabouts
    /// The key by which a client names what it asks for, so that it happens once (`Idempotency-Key`); nil if none was sent.
    public let idempotencyKey: String?
    let path: [String: String]
    let address: String
    /// The address that was asked for, where it is one that shows something, and else the page that was sent from.
    let shown: String
    /// The page of ours that it was sent from, or gone to from.
    let from: String

    /// The channel of its page: others may look over the shoulder, as on the floor.
    public var screen: Screen { Screen(isShared: true) }

    /// A part of the path by its name in the route; nil if the route has none of that name.
    public subscript(name: StaticString) -> String? { path[name.description] }

    /// A part of the path that is a record's id.
    /// - Throws: `notFound` for what is no id: it names nothing.
    public func id(_ name: StaticString) throws(AccessRefusal) -> AggregateID {
        guard let text = self[name], let id = AggregateID(hexadecimal: text) else { throw .notFound }
        return id
    }

    /// What was typed into a field, for its own page.
    public func typed(_ name: StaticString) -> ClearedText { ClearedText(own: fields[name] ?? "") }

    /// What was typed into a field of a row, such as `c3-name`, for its own page.
    public func typed(row name: String) -> ClearedText { ClearedText(own: fields[row: name] ?? "") }

    /// What a reader of a field found wrong in it, a line each: made of what was typed there, for its own page.
    public func found(_ problems: [String], in name: StaticString) -> ClearedText {
        guard fields[name] != nil else { return "" }
        let lines = problems.prefix(Self.problemsMax).map { ClearedText(own: $0) }
        return "<ul>\(.joined(lines.map { "<li>\($0)</li>" }))</ul>"
    }

    private static let problemsMax = 200

    /// The address of what was to be shown, or of the page on which something was to be done, as a value of another address.
    public var shownAddress: ClearedText {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let encoded = shown.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
        }
        return ClearedText(own: encoded.joined())
    }

    /// The page of ours that this one was gone to from, as an address; the start where the browser does not say it.
    public var backAddress: ClearedText { ClearedText(own: from) }

    /// What the person is called, for the person's own page.
    public var visitorName: ClearedText { ClearedText(own: visitor?.name ?? "") }

    /// The hidden field that each form of a session carries.
    public var formToken: ClearedText {
        guard let visitor else { return "" }
        return "<input type=\"hidden\" name=\"form-token\" value=\"\(ClearedText(own: visitor.formToken))\">"
    }

    /// A new key for a form, so that it is carried out once however often it is sent.
    public func onceKey(_ key: String) -> ClearedText {
        "<input type=\"hidden\" name=\"once\" value=\"\(ClearedText(own: key))\">"
    }

    /// A new key as a seed that a form offers; nothing that is no key of hexadecimal digits comes onto a page by this way.
    public func seed(_ key: String) -> ClearedText {
        key.utf8.count == 32 && key.allSatisfy(\.isHexDigit) ? ClearedText(own: key) : ""
    }

    /// The person.
    /// - Throws: `notFound` where nobody is signed in, which routes for visitors never see.
    public var subject: Subject {
        get throws(AccessRefusal) {
            guard let visitor else { throw .notFound }
            return visitor.subject
        }
    }
}
