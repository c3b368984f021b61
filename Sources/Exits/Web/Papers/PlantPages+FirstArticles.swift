internal import Boundary
internal import Documents
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// First article inspection: opened for a unit, verified, approved by somebody else, taken away as the forms of AS9102 or as data.
    func addFirstArticles(_ routes: inout Routes) {
        routes.page("/units/{id}/first-articles/new") { request in try await firstArticleForm(request, "") }
        routes.form("/units/{id}/first-articles") { request in
            try await changed(request, page: { try await firstArticleForm(request, $0, $1) }) { id, asker, key in
                let made = try await execution.openFirstArticle(
                    Self.firstArticle(request),
                    of: id,
                    by: asker,
                    key: key
                )
                return try .go(to: "/first-articles/\(made.record.aggregate)")
            }
        }
        routes.page("/first-articles/{id}") { request in try await firstArticlePage(request, "") }
        signing(&routes, "/first-articles/{id}/verify") { request, id, asker, key in
            try await execution.verify(firstArticle: id, signing: signature(request), by: asker, key: key)
        }
        signing(&routes, "/first-articles/{id}/approve") { request, id, asker, key in
            try await execution.approve(firstArticle: id, signing: signature(request), by: asker, key: key)
        }
        routes.document("/first-articles/{id}/paper") { request in
            let id = try RecordID(request.id("id"))
            return try await printed(request, { FirstArticlePage($0, request, newKey)?.document() }) {
                try await execution.firstArticle(id, by: printer(request))
            }
        }
        routes.api(
            .get,
            "/api/first-articles",
            APIOperation(
                "First articles in a state, the oldest first.",
                query: [
                    .init("state", .choice(["open", "verified", "approved"]), "The state.", isRequired: true)
                ] + APIOperation.pages
            )
        ) { request in
            let limit = try limit(request)
            guard let state = request.fields["state"], ["open", "verified", "approved"].contains(state) else {
                throw PageCode.malformed.refusal("state")
            }
            return try await listed(.page(limit: limit)) {
                try await execution.firstArticles(
                    in: state,
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
        routes.api(
            .get,
            "/api/first-articles/{id}",
            APIOperation("A first article as data: what its forms are made of.")
        ) { request in
            let id = try RecordID(request.id("id"))
            return try await listed { try await execution.firstArticle(id, by: program(request)) }
        }
    }

    private func signing(
        _ routes: inout Routes,
        _ path: StaticString,
        _ command: @escaping @Sendable (PageRequest, RecordID, Asker<Screen>, CommandKey) async throws -> CommandResult
    ) {
        routes.form(path) { request in
            try await changed(request, page: { try await firstArticlePage(request, $0, $1) }) { id, asker, key in
                _ = try await command(request, id, asker, key)
                return try .go(to: "/first-articles/\(id.aggregate)")
            }
        }
    }

    private static func firstArticle(_ request: PageRequest) throws -> FirstArticleRequest {
        func line(_ name: StaticString) -> String { OperationFields.line(request.fields[name] ?? "") }
        guard let trigger = FirstArticleTrigger(rawValue: line("trigger")) else {
            throw PageCode.nothingChosen.refusal("trigger")
        }
        let affected = Set(
            request.fields.all(beginningWith: "affects-").filter { $0.value == "yes" }.compactMap { Int($0.name) }
        )
        let isPartial = line("extent") == "partial"
        guard isPartial || line("extent") == "full" else { throw PageCode.nothingChosen.refusal("extent") }
        return FirstArticleRequest(
            extent: isPartial ? .partial(operations: affected, baseline: line("baseline")) : .full,
            trigger: trigger,
            reason: line("reason"),
            drawing: line("drawing"),
            drawingRevision: line("drawing-revision"),
            organization: line("organization"),
            supplierCode: line("supplier-code"),
            purchaseOrder: line("purchase-order")
        )
    }

    private func firstArticlePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.firstArticle(id, by: asker(request))
            guard let page = FirstArticlePage(release.records, request, newKey) else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }

    private func firstArticleForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let found = try await execution.record(of: id, by: asker(request))
            let release = found.records()
            guard let unit = release.records.first, unit.id != nil else { throw Failure.notFound }
            let operations = release.records.filter { $0.kind == OperationDefinition.kind.name && $0.id != nil }
            let boxes = operations.map { operation -> ClearedText in
                "<label class=\"check\"><input type=\"checkbox\" name=\"affects-\(operation["sequence"])\" value=\"yes\"> \(operation["sequence"]) \(operation["name"])</label>"
            }
            func chosen(_ field: StaticString, _ name: StaticString) -> ClearedText {
                request.fields[field] == name.description ? " selected" : ""
            }
            let triggers = Self.triggers.map { name, words -> ClearedText in
                "<option value=\"\(program: name)\"\(chosen("trigger", name))>\(program: words)</option>"
            }
            return try .page(
                "New first article",
                """
                \(problem)<h1>\(markOf: unit["serial"])First article inspection of \(unit["serial"])</h1><form method="post" action="/units/\(id.aggregate)/first-articles">\(request.formToken)\(request.onceKey(newKey()))\
                <div class="columns"><div class="card"><label for="extent">Extent</label><select id="extent" name="extent"><option value="">choose</option><option value="full"\(chosen("extent", "full"))>Full</option><option value="partial"\(chosen("extent", "partial"))>Partial</option></select>\
                <label for="trigger">Why</label><select id="trigger" name="trigger"><option value="">choose</option>\(.joined(triggers))</select>\
                \(PageParts.field("reason", "Reason in words", request.typed("reason")))\
                \(PageParts.field("baseline", "Baseline part number with revision", request.typed("baseline"), hint: "of a partial one"))\
                <fieldset><legend>Operations that are affected <span class="hint">of a partial one</span></legend>\(.joined(boxes))</fieldset></div>\
                <div class="card">\(PageParts.field("organization", "Organization", request.typed("organization")))\(PageParts.field("drawing", "Drawing", request.typed("drawing"), hint: "if there is one"))\
                \(PageParts.field("drawing-revision", "Revision of the drawing", request.typed("drawing-revision"), hint: "if there is one"))\(PageParts.field("supplier-code", "Supplier code", request.typed("supplier-code"), hint: "if there is one"))\
                \(PageParts.field("purchase-order", "Purchase order", request.typed("purchase-order"), hint: "if there is one"))\
                <div class="actions"><button class="main">Open it</button><a class="button" href="/units/\(id.aggregate)/record">Back</a></div></div></div></form>
                """,
                from: release,
                status: status
            )
        }
    }

    static let triggers: [(name: StaticString, words: StaticString)] = [
        ("firstProduction", "First production"), ("design", "Design changed"), ("source", "Other source"),
        ("process", "Process changed"), ("method", "Inspected in another way"), ("site", "Other place"),
        ("tooling", "Other tooling"), ("ncProgram", "Numerical control program changed"),
        ("event", "An event that may have affected it"), ("correctiveAction", "Corrective action"),
        ("lapse", "Nothing produced for two years"),
    ]
}
