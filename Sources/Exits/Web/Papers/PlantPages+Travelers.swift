internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Paper on the floor: a traveler of an order or a unit, what it is worth when somebody holds it up, and what happens when it comes back.
    func addTravelers(_ routes: inout Routes) {
        routes.form("/orders/{id}/traveler") { request in
            try await printing(request) { try await scanPage(request, $0, $1) }
        }
        routes.form("/units/{id}/traveler") { request in
            try await printing(request) { try await operationPage(request, $0, status: $1) }
        }
        routes.page("/travelers/{id}") { request in try await travelerPage(request, "") }
        routes.document("/travelers/{id}/paper") { request in
            let id = try RecordID(request.id("id"))
            return try await printed(request, TravelerPage.document) {
                try await execution.traveler(id, by: printer(request))
            }
        }
        routes.form("/travelers/{id}/return") { request in
            try await changed(request, page: { try await travelerPage(request, $0, $1) }) { id, asker, key in
                let signed = Set(
                    request.fields.all(beginningWith: "signed-").filter { $0.value == "yes" }
                        .compactMap { Int($0.name) }
                )
                _ = try await execution.takeBack(traveler: id, signed: signed, by: asker, key: key)
                return try .go(to: "/travelers/\(id.aggregate)")
            }
        }
        routes.page("/verify") { request in try Self.verifyPage(request, "") }
        routes.form("/verify") { request in try await verified(request) }
    }

    private func printing(_ request: PageRequest, page: (ClearedText, AnswerStatus) async throws -> ScreenAnswer)
        async throws -> ScreenAnswer
    {
        try await changed(request, page: page) { id, asker, key in
            let made = try await execution.printTraveler(for: id, by: asker, key: key)
            return try .go(to: "/travelers/\(made.record.aggregate)")
        }
    }

    private func travelerPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.traveler(id, by: asker(request))
            guard let page = TravelerPage(release.records, request, newKey) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }

    /// Papers, a line each.
    static func travelerTable(_ travelers: [ReleasedRecord]) -> ClearedText {
        let lines = travelers.compactMap { traveler -> ClearedText? in
            traveler.id.map { id in
                PageParts.row(
                    "<span class=\"mark\">\(markOf: traveler["number"])</span>",
                    "<a href=\"/travelers/\(id)\">\(traveler["number"])</a>",
                    "\(timeOf: traveler["printed"])",
                    TravelerPage.state(traveler)
                )
            }
        }
        return PageParts.table(
            "Travelers",
            ["Marking", "Traveler", "Printed", "Counts"],
            lines,
            none: "None was printed."
        )
    }

    // MARK: Scanned paper

    /// The number of the traveler that a scan names, if it is a code that this site printed.
    /// - Throws: the refusal to show.
    func travelerNumber(_ code: String) throws -> String {
        do throws(ScanError) {
            return try TravelerIdentity(scan: Array(code.utf8), key: press.key).document
        } catch {
            throw Refusal(error.code.rawValue, error.code.remedy, field: "code", status: .conflict)
        }
    }

    private static func verifyPage(_ request: PageRequest, _ outcome: ClearedText, _ status: AnswerStatus = .done)
        throws -> ScreenAnswer
    {
        try .page("Verify paper", "\(outcome)\(verifyForm(request))", status: status)
    }

    private static func verifyForm(_ request: PageRequest) -> ClearedText {
        """
        <div class="card scan low"><h1>Verify paper</h1><p>Scan any code of a traveler. It is said whether this site printed it, and whether it still counts.</p>\
        <form method="post" action="/verify">\(request.formToken)<label for="code">Code</label>\
        <input type="text" id="code" name="code" autocomplete="off" autocapitalize="off" spellcheck="false" data-scan data-focus>\
        <button class="main">Verify</button></form><p id="said" class="said" role="status"></p></div>
        """
    }

    private func verified(_ request: PageRequest) async throws -> ScreenAnswer {
        let code = (request.fields["code"] ?? "").filter { !$0.isWhitespace }
        let number: String
        do {
            guard !code.isEmpty else { throw PageCode.travelerMissing.refusal("code") }
            number = try travelerNumber(code)
        } catch let refusal as Refusal {
            return try Self.verifyPage(request, ProblemSummary.text(refusal), refusal.status)
        }
        return try await answered(request) {
            let release = try await execution.traveler(numbered: number, by: asker(request))
            guard let paper = release.records.first, let id = paper.id else { throw Failure.notFound }
            return try .page(
                "Verify paper",
                """
                <div class="card" role="status" tabindex="-1" data-focus><h2>\(markOf: paper["number"])Printed by this site</h2><dl><dt>Traveler</dt><dd><a href="/travelers/\(id)">\(paper["number"])</a></dd>\
                <dt>Order</dt><dd>\(paper["orderNumber"])</dd><dt>Printed</dt><dd>\(timeOf: paper["printed"])</dd><dt>Counts</dt><dd>\(TravelerPage.state(paper))</dd></dl></div>\(Self.verifyForm(request))
                """,
                from: release
            )
        }
    }
}
