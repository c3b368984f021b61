public import Boundary

/// A page, or where to go next; with what happens to the session.
public struct ScreenAnswer: ~Copyable, Sendable {
    enum Content: ~Copyable, Sendable {
        case page(Release<Screen>)
        /// To another page, after something was done (303, so that a reload does not do it again).
        case elsewhere(Release<Screen>)
    }

    enum SessionChange: Sendable {
        case begin(SignedIn)
        case end
        /// The browser is a terminal from now on; a session that it had was begun elsewhere, and ends.
        case enrol(TerminalCredential)
        /// The terminal is locked, or unlocked.
        case lock(Bool)
    }

    let status: AnswerStatus
    let content: Content
    let session: SessionChange?

    private init(status: AnswerStatus, content: consuming Content, session: SessionChange?) {
        self.status = status
        self.content = content
        self.session = session
    }

    /// A page of what was released.
    /// - Parameters:
    ///   - title: what it is, first in the window's title; from the release too.
    ///   - body: the page between the marking bars, in HTML.
    ///   - release: what its values were cleared in; of several, the one that was released first.
    /// - Throws: `ReleaseError` for values of another release.
    public static func page(
        _ title: ClearedText,
        _ body: ClearedText,
        from release: consuming Release<Screen>,
        status: AnswerStatus = .done
    ) throws(ReleaseError) -> ScreenAnswer {
        try release.append(title)
        try release.append(PageParts.separator)
        try release.append(body)
        return ScreenAnswer(status: status, content: .page(release), session: nil)
    }

    /// A page without data.
    /// - Throws: `ReleaseError.notLiteral` when a value is in it.
    public static func page(
        _ title: ClearedText,
        _ body: ClearedText,
        status: AnswerStatus = .done,
        endsSession: Bool = false
    ) throws(ReleaseError) -> ScreenAnswer {
        let release: Release<Screen> = try .literal(.joined([title, PageParts.separator, body]))
        return ScreenAnswer(status: status, content: .page(release), session: endsSession ? .end : nil)
    }

    /// To another page of this server.
    /// - Parameter path: literals and ids.
    /// - Throws: `ReleaseError.notLiteral` when a value is in it: an address is kept in histories.
    public static func go(to path: ClearedText) throws(ReleaseError) -> ScreenAnswer {
        ScreenAnswer(status: .done, content: .elsewhere(try .literal(path)), session: nil)
    }

    /// Begins a session and goes to a page.
    /// - Throws: as `go(to:)`.
    public static func begin(_ person: SignedIn, to path: ClearedText) throws(ReleaseError) -> ScreenAnswer {
        ScreenAnswer(status: .done, content: .elsewhere(try .literal(path)), session: .begin(person))
    }

    /// Makes the browser a terminal, ends its session, and goes to a page.
    /// - Throws: as `go(to:)`.
    public static func enrol(_ credential: TerminalCredential, to path: ClearedText) throws(ReleaseError)
        -> ScreenAnswer
    {
        ScreenAnswer(status: .done, content: .elsewhere(try .literal(path)), session: .enrol(credential))
    }

    /// Locks the terminal, or unlocks it, and goes to a page.
    /// - Throws: as `go(to:)`.
    public static func lock(_ isLocked: Bool, to path: ClearedText) throws(ReleaseError) -> ScreenAnswer {
        ScreenAnswer(status: .done, content: .elsewhere(try .literal(path)), session: .lock(isLocked))
    }

    /// The same, where the page that is shown stays: a page without data.
    /// - Throws: as `page`.
    public static func lock(_ isLocked: Bool, _ title: ClearedText, _ body: ClearedText) throws(ReleaseError)
        -> ScreenAnswer
    {
        let release: Release<Screen> = try .literal(.joined([title, PageParts.separator, body]))
        return ScreenAnswer(status: .done, content: .page(release), session: .lock(isLocked))
    }

    /// Ends the session and goes to a page.
    /// - Throws: as `go(to:)`.
    public static func end(to path: ClearedText) throws(ReleaseError) -> ScreenAnswer {
        ScreenAnswer(status: .done, content: .elsewhere(try .literal(path)), session: .end)
    }
}

/// What stands between the parts of a page: no value can be it, since values are no literals.
enum PageParts {
    static let separator: ClearedText = "\u{0}"
}
