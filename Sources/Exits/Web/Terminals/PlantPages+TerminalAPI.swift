internal import Boundary
internal import Execution
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// The same for programs of the administrator's: terminals are registered where rooms and machines are managed.
    func addTerminalAPI(_ routes: inout Routes) {
        routes.api(.get, "/api/terminals", APIOperation("The terminals at which sessions can be begun, by name.")) {
            request in
            try administers(request)
            return try APIAnswer(own: accounts.terminals(for: try request.subject).map(Self.record))
        }
        routes.api(
            .post,
            "/api/terminals",
            APIOperation(
                "Registers a terminal. The answer has the code, good once and for a day, by which its browser becomes the terminal; it is not shown again.",
                body: [
                    .init("name", .text(max: 64), "How it is called.", isRequired: true),
                    .init("zone", .text(max: 200), "The zone that it stands in, by its id in the plant file."),
                    .init("country", .text(max: 2), "The country, ISO 3166-1; with a zone it is that of its site."),
                ]
            )
        ) { request in
            try administers(request)
            let body: Registered = try read(request)
            let statement = Self.statement(name: body.name, zone: body.zone, country: body.country)
            return try await coded(request) { try await accounts.register(statement, by: $0) }
        }
        routes.api(
            .post,
            "/api/terminals/{id}/code",
            APIOperation("Gives a new code for a terminal; the credential that it had counts no more.")
        ) { request in
            let id = try request.id("id")
            return try await coded(request) { try await accounts.giveCode(for: id, by: $0) }
        }
        routes.api(
            .post,
            "/api/terminals/{id}/withdraw",
            APIOperation("Takes a terminal back; sessions that were begun at it are over at once.")
        ) { request in
            try administers(request)
            do {
                try await accounts.withdraw(try request.id("id"), by: try request.subject)
            } catch let refusal as AccountRefusal {
                throw Self.refusal(refusal)
            }
            return try APIAnswer(own: [])
        }
    }

    /// What a program is told that gave a code: which terminal, and the code, this once.
    private func coded(_ request: PageRequest, _ act: (Subject) async throws -> TerminalCode) async throws
        -> APIAnswer
    {
        try administers(request)
        do {
            let given = try await act(try request.subject)
            return try APIAnswer(own: [OwnRecord("terminal", given.terminal, [("code", "\(issued: given.code)")])])
        } catch let refusal as AccountRefusal {
            throw Self.refusal(refusal)
        }
    }

    private static func record(_ terminal: Terminal) -> OwnRecord {
        let standing: (word: ClearedText, until: UInt64?) =
            switch terminal.standing {
            case .waits(let until): ("waiting", until)
            case .enrolled(let until): ("enrolled", until)
            case .lapsed: ("lapsed", nil)
            }
        return OwnRecord(
            "terminal",
            terminal.id,
            [
                ("name", "\(issuedName: terminal.name)"), ("zone", "\(issuedName: terminal.zone ?? "")"),
                ("country", "\(issuedName: terminal.country)"),
                ("registeredBy", "\(issuedName: terminal.registeredBy)"),
                ("registered", "\(issued: day(terminal.registeredAt))"), ("standing", standing.word),
                ("until", "\(issued: standing.until.map { day($0) } ?? "")"),
            ]
        )
    }

    /// The day of a moment, in UTC.
    static func day(_ milliseconds: UInt64) -> String { Day(millisecondsSince1970: milliseconds)?.description ?? "" }

    private struct Registered: Decodable {
        let name: String
        let zone: String?
        let country: String?
    }
}
