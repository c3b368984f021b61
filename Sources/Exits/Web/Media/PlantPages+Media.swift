internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Pictures and PDFs of operations: shown by themselves, sent to a draft, taken out of one.
    func addMedia(_ routes: inout Routes) {
        routes.page("/media/{id}") { request in try await mediumPage(request) }
        routes.content("/media/{id}/content") { request in
            let id = try RecordID(request.id("id"))
            do {
                return ContentAnswer(try await execution.content(ofMedium: id, by: asker(request)))
            } catch let refusal as ExecutionRefusal {
                throw RefusalText.problem(refusal)
            }
        }
        for path in Self.mediumForms { routes.page(path) { request in try await mediumForm(request, "", .done) } }
        routes.upload("/definitions/{id}/operations/{operation}/media") { request in
            try await changed(request, page: { try await mediumForm(request, $0, $1) }) { id, asker, key in
                guard let seen = request.fields["content"] else { throw PageCode.formNotWhole.refusal() }
                _ = try await execution.attach(
                    mediumDraft(request),
                    to: RecordID(try request.id("operation")),
                    of: id,
                    replacing: try replacedMedium(request),
                    seen: seen,
                    by: asker,
                    key: key
                )
                return try .go(to: "/definitions/\(id.aggregate)")
            }
        }
        routes.form("/definitions/{id}/operations/{operation}/media/remove") { request in
            try await changed(request, page: { try await definitionPage(request, $0, $1) }) { id, asker, key in
                guard let seen = request.fields["content"], let number = try replacedMedium(request) else {
                    throw PageCode.formNotWhole.refusal()
                }
                let operation = RecordID(try request.id("operation"))
                _ = try await execution.detach(number, from: operation, of: id, seen: seen, by: asker, key: key)
                return try .go(to: "/definitions/\(id.aggregate)")
            }
        }
    }

    /// Where one is added, and where one is put in the place of another.
    private static let mediumForms: [StaticString] = [
        "/definitions/{id}/operations/{operation}/media/new", "/definitions/{id}/operations/{operation}/media/{medium}",
    ]

    func mediumDraft(_ request: PageRequest) -> MediumDraft {
        MediumDraft(
            title: OperationFields.line(request.fields["title"] ?? ""),
            alternative: OperationFields.line(request.fields["alternative"] ?? ""),
            bytes: request.body
        )
    }

    /// The medium that another one takes the place of; nil for one more.
    func replacedMedium(_ request: PageRequest) throws -> Int? {
        guard let text = request.fields["replacing"], !text.isEmpty else { return nil }
        guard let number = Int(text) else { throw PageCode.formNotWhole.refusal() }
        return number
    }

    /// A picture as large as there is room for, or a PDF in a frame of the page that is marked as it is.
    private func mediumPage(_ request: PageRequest) async throws -> ScreenAnswer {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let release = try await execution.medium(id, by: asker(request))
            guard let medium = release.records.first, let shown = medium.id else { throw Failure.notFound }
            let content: ClearedText =
                MediumFigures.isDocument(medium)
                ? "<iframe class=\"document\" src=\"/media/\(shown)/content#toolbar=0&amp;navpanes=0&amp;view=FitH\" title=\"\(medium["title"])\"></iframe>"
                : MediumFigures.picture(medium)
            return try .page(
                "\(medium["title"])",
                """
                <h1>\(markOf: medium["title"])\(medium["title"])</h1><div class="actions"><a class="button" href="\(request.backAddress)" data-command="HOME" data-focus>Back</a></div>\
                <p>\(medium["alternative"])</p><div class="medium">\(content)</div><p class="hash">\(medium["byteCount"]) bytes, SHA-256 \(medium["hash"])</p>
                """,
                from: release
            )
        }
    }

    private func mediumForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let (id, named) = (RecordID(try request.id("id")), try request.id("operation"))
        return try await answered(request) {
            try await execution.mayEdit(id, by: asker(request))
            let release = try await execution.workMaster(id, by: try asker(request))
            let records = release.records
            let operation = DefinitionParts(records).operations.first { $0.id != nil && $0.id == named }
            guard let master = records.first, let operation else { throw Failure.notFound }
            let medium = request["medium"] == nil ? nil : try request.id("medium")
            let replaced = DefinitionParts(records).media.of(operation).all.first { $0.id != nil && $0.id == medium }
            guard replaced != nil || medium == nil else { throw Failure.notFound }
            let isTyped = request.fields["once"] != nil
            func value(_ name: StaticString) -> ClearedText {
                isTyped ? request.typed(name) : replaced.map { "\($0[name.description])" } ?? ""
            }
            let number = isTyped ? request.typed("replacing") : replaced.map { "\($0["number"])" } ?? ""
            let isNew = isTyped ? (request.fields["replacing"] ?? "").isEmpty : replaced == nil
            let again: ClearedText = isTyped ? "; choose it again" : ""
            let heading: ClearedText = isNew ? "A picture or a PDF" : "In the place of \(number)"
            return try .page(
                "Picture or PDF",
                """
                \(problem)<h1>\(markOf: master["title"])\(master["partNumber"]) rev. \(master["revision"]), operation \(operation["sequence"])</h1>\
                <div class="card"><h2>\(heading)</h2><form method="post" enctype="multipart/form-data" action="/definitions/\(id.aggregate)/operations/\(named)/media">\
                \(request.formToken)\(request.onceKey(newKey()))<input type="hidden" name="content" value="\(master["contentHash"])"><input type="hidden" name="replacing" value="\(number)">\
                \(PageParts.field("title", "What it is called", value("title"), hasFocus: !isTyped))\
                <label for="alternative">What there is to see <span class="hint">for whoever does not see it; a line</span></label><input type="text" class="wide" id="alternative" name="alternative" value="\(value("alternative"))" autocomplete="off">\
                <label for="file">File <span class="hint">PNG, JPEG or PDF, at most 20 MiB\(again)</span></label><input type="file" id="file" name="file" accept="image/png,image/jpeg,application/pdf" required>\
                <p>By sending it you state that you have looked at what it shows, and that nothing else restricts it than this work definition. That is recorded. Where and by whom a picture was taken is taken out of it.</p>\
                <div class="actions"><button class="main">Send</button><a class="button" href="/definitions/\(id.aggregate)" data-command="HOME">Back</a></div></form></div>
                """,
                from: release,
                status: status
            )
        }
    }
}
