internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Who can reach a program, and that somebody looked at it.
    func addAccessReviews(_ routes: inout Routes) {
        routes.page("/compliance/access") { request in
            try await overseen {
                let sheets = try await governance.reviewSheets(at: request.site, by: actor(request))
                let signed = try await governance.reviews(limit: 50, by: actor(request))
                return try .page(
                    "Review access",
                    """
                    <h1>Review access</h1><h2>Programs of this instance</h2>\(ComplianceTables.sheets(sheets.records))\
                    <h2>Signed off</h2>\(ComplianceTables.reviews(signed.records))\(Self.toCompliance)
                    """,
                    from: sheets
                )
            }
        }
        routes.page("/compliance/map") { request in
            let release = try await accessMap(request, actor(request))
            return try .page(
                "Access map",
                """
                <h1>Who can reach what</h1><p>Persons of the register who can see any class of a program's records at a screen of this site, by what they do. A program leads to who they are.</p>\
                <div class="card">\(AccessMap(release.records).text)</div>\(Self.toCompliance)
                """,
                from: release
            )
        }
        routes.page("/compliance/access/{id}") { request in
            try await overseen { try await reviewPage(request, nil) }
        }
        routes.form("/compliance/access/{id}/sign") { request in
            guard let refusal = try await signing(request) else { return try .go(to: "/compliance/access") }
            return try await overseen { try await reviewPage(request, refusal) }
        }
    }

    func accessMap<Way: Channel>(_ request: PageRequest, _ actor: Governance.Actor<Way>) async throws -> Release<Way> {
        try await hull.boundary.accessMap(
            of: governance.places,
            from: request.site,
            for: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
    }

    /// Signs a review; what keeps it from being signed where its page says so.
    private func signing(_ request: PageRequest) async throws -> Refusal? {
        do {
            try await signReview(request)
            return nil
        } catch let refusal as GovernanceRefusal {
            if let failure = RefusalText.failure(refusal) { throw failure }
            return RefusalText.stated(refusal)
        } catch let refusal as Refusal {
            return refusal
        }
    }

    private func reviewPage(_ request: PageRequest, _ refusal: Refusal?) async throws -> ScreenAnswer {
        let id = try request.id("id")
        let release = try await governance.review(id, at: request.site, by: actor(request))
        guard let sheet = release.records.first(where: { $0.kind == AccessReviewSheet.kind.name }) else {
            throw Failure.notFound
        }
        return try .page(
            "Access to \(sheet["program"])",
            """
            \(ProblemSummary.text(refusal))<h1>\(markOf: sheet["program"])Who can reach \(sheet["program"])</h1><div class="card"><dl class="row"><div><dt>As of</dt><dd>\(sheet["day"])</dd></div>\
            <div><dt>Persons</dt><dd>\(sheet["persons"])</dd></div><div><dt>Policies in force</dt><dd>\(sheet["epoch"])</dd></div></dl></div>\
            \(ComplianceTables.reach(release.records))\(Self.sheetLink("/compliance/access/\(id)"))<div class="card"><h2>Sign off</h2><p>You sign that you looked at this list, and what you found. Whoever must lose access loses it by the register or a change.</p>\
            <form method="post" action="/compliance/access/\(id)/sign">\(request.formToken)\(request.onceKey(newKey()))\
            <input type="hidden" name="content" value="\(sheet["contentHash"])"><label for="findings">Findings</label>\
            <textarea id="findings" name="findings" rows="3">\(request.typed("findings"))</textarea><label for="pin">Your PIN</label>\
            <input type="password" id="pin" name="pin" inputmode="numeric" autocomplete="off"><div class="actions"><button class="main">Sign off</button></div></form></div>\(Self.toCompliance)
            """,
            from: release,
            status: refusal?.status ?? .done
        )
    }

    private func signReview(_ request: PageRequest) async throws {
        let id = try request.id("id")
        guard let key = CommandKey(request.fields["once"] ?? "", of: try request.subject) else {
            throw PageCode.formNotWhole.refusal()
        }
        let signature = try await signature(request)
        try await governance.signReview(
            id,
            at: request.site,
            ReviewStatement(
                contentHash: request.fields["content"] ?? "",
                printedName: signature.printedName,
                findings: request.fields["findings"] ?? ""
            ),
            command: key.command,
            by: actor(request)
        )
    }

    // MARK: What pages of oversight share

    func actor(_ request: PageRequest) throws -> Governance.Actor<Screen> {
        try overseer(asker(request))
    }

    /// Only persons oversee.
    func overseer<Way: Channel>(_ asker: Asker<Way>) throws -> Governance.Actor<Way> {
        guard case .person = asker.subject else { throw Failure.notFound }
        return governance.actor(asker)
    }

    func today() throws -> Day {
        guard let today = Day(millisecondsSince1970: clock.now) else { throw Failure.unexpected }
        return today
    }

    /// The last record of the page before, as its address has it.
    func position(_ text: String) throws -> AggregateID {
        guard let id = AggregateID(hexadecimal: text) else { throw PageCode.malformed.refusal("after") }
        return id
    }

    /// Takes a refusal of governance for what it is to a page or a program.
    func overseen<Answer: ~Copyable>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? .refused(RefusalText.stated(refusal))
        }
    }
}
