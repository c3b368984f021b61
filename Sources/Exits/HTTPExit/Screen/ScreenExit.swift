@_spi(Exits) internal import Boundary

/// The end of the channel `Screen`: writes a release as a page of HTML, for the person whom this connection's session authenticated.
struct ScreenExit: Exit {
    let visitor: Visitor?
    let isLocked: Bool
    let channel: Screen
    let boundary: Boundary
    let clock: any PlantClock
    let shell: PageShell
    /// What was written.
    private(set) var page = ""
    /// The bar of what was written.
    private(set) var bar: ScreenMarking.Bar?

    init(
        visitor: Visitor?,
        isLocked: Bool,
        channel: Screen,
        boundary: Boundary,
        clock: any PlantClock,
        shell: PageShell
    ) {
        self.visitor = visitor
        self.isLocked = isLocked
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.shell = shell
    }

    mutating func send(_ release: consuming Release<Screen>) async throws {
        let content = try open(release)
        let bar = shell.marking.bar(content.label)
        let parts = content.text.split(separator: .literal("\u{0}"), maxSplits: 1, omittingEmptySubsequences: false)
        page = shell.document(
            title: text(parts.first ?? []),
            body: text(parts.count > 1 ? parts[1] : []),
            bar: bar,
            visitor: visitor,
            isLocked: isLocked
        )
        self.bar = bar
    }

    /// An address of this server, of literals and ids.
    mutating func address(_ release: consuming Release<Screen>) throws -> String {
        let content = try open(release)
        var address = ""
        for piece in content.text {
            switch piece {
            case .literal(let text), .value(let text): address += text
            case .withheld, .mark: break
            }
        }
        // One address of ours, and no second line of headers.
        let isOurs =
            address.utf8.first == UInt8(ascii: "/") && !address.hasPrefix("//")
            && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
        return isOurs ? address : "/"
    }

    private func open(_ release: consuming Release<Screen>) throws -> ExitContent {
        // Without a session nothing but literals can be there, which are for nobody in particular.
        let subject = visitor?.subject ?? .person("")
        return try release.open(for: ExitRequest(recipient: subject, channel: channel, at: boundary, clock))
    }

    private func text(_ pieces: ArraySlice<ExitContent.Piece>) -> String {
        var html = ""
        for piece in pieces {
            switch piece {
            case .literal(let text): html += text
            case .value(let value): HTMLEscaping.append(value, to: &html)
            case .withheld: html += "<span class=\"withheld\">withheld</span>"
            case .mark(let label):
                html += "<span class=\"mark\">"
                HTMLEscaping.append(shell.marking.portion(label), to: &html)
                html += "</span> "
            }
        }
        return html
    }
}
