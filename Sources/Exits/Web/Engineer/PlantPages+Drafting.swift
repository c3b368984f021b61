internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// A draft is changed a heading or an operation at a time.
    func addDrafting(_ routes: inout Routes) {
        routes.page("/definitions/{id}/heading") { request in try await headingPage(request, "") }
        routes.form("/definitions/{id}/heading") { request in
            try await edited(request, page: { try await headingPage(request, $0, $1) }) {
                .heading(
                    partNumber: OperationFields.line(request.fields["part"] ?? ""),
                    revision: OperationFields.line(request.fields["revision"] ?? ""),
                    title: OperationFields.line(request.fields["title"] ?? ""),
                    needsTraining: request.fields["training"] != nil,
                    effectivity: EffectivityFields.read(request)
                )
            }
        }
        routes.page("/definitions/{id}/operations/new") { request in try await operationForm(request, "") }
        routes.form("/definitions/{id}/operations") { request in
            try await edited(request, page: { try await operationForm(request, $0, $1) }) {
                .operation(try OperationFields.read(request), replacing: nil)
            }
        }
        routes.page("/definitions/{id}/operations/{operation}") { request in try await operationForm(request, "") }
        routes.form("/definitions/{id}/operations/{operation}") { request in
            try await edited(request, page: { try await operationForm(request, $0, $1) }) {
                .operation(try OperationFields.read(request), replacing: try replaced(request))
            }
        }
        routes.form("/definitions/{id}/operations/{operation}/remove") { request in
            try await edited(request, page: { try await definitionPage(request, $0, $1) }) {
                .removal(try replaced(request))
            }
        }
        routes.form("/definitions/{id}/revise") { request in
            try await changed(request, page: { try await definitionPage(request, $0, $1) }) { id, asker, key in
                let revision = OperationFields.line(request.fields["revision"] ?? "")
                let made = try await execution.revise(id, as: revision, by: asker, key: key)
                return try .go(to: "/definitions/\(made.record.aggregate)")
            }
        }
    }

    private func replaced(_ request: PageRequest) throws -> Int {
        guard let sequence = Int(request.fields["replacing"] ?? "") else { throw PageCode.formNotWhole.refusal() }
        return sequence
    }

    private func edited(
        _ request: PageRequest,
        page: (ClearedText, AnswerStatus) async throws -> ScreenAnswer,
        _ edit: () throws -> DraftEdit
    ) async throws -> ScreenAnswer {
        try await changed(request, page: page) { id, asker, key in
            guard let seen = request.fields["content"] else { throw PageCode.formNotWhole.refusal() }
            _ = try await execution.edit(id, try edit(), seen: seen, by: asker, key: key)
            return try .go(to: "/definitions/\(id.aggregate)")
        }
    }

    /// What a form of a draft says of what it was made from.
    private func seen(_ request: PageRequest, _ master: ReleasedRecord) -> ClearedText {
        "\(request.formToken)\(request.onceKey(newKey()))<input type=\"hidden\" name=\"content\" value=\"\(master["contentHash"])\">"
    }

    private func headingPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            try await execution.mayEdit(id, by: asker(request))
            let release = try await execution.workMaster(id, by: try asker(request))
            guard let master = release.records.first else { throw Failure.notFound }
            let isTyped = request.fields["once"] != nil
            func value(_ name: StaticString, _ field: String) -> ClearedText {
                isTyped ? request.typed(name) : "\(master[field])"
            }
            let isTrained =
                isTyped ? request.fields["training"] != nil : master["needsTraining"]?.shows("true") == true
            let training: ClearedText = isTrained ? " checked" : ""
            return try .page(
                "Heading",
                """
                \(problem)<h1>\(markOf: master["title"])\(master["partNumber"]) rev. \(master["revision"])</h1><div class="card"><form method="post" action="/definitions/\(id.aggregate)/heading">\(seen(request, master))\
                \(PageParts.field("part", "Part number", value("part", "partNumber"), hasFocus: !isTyped))\(PageParts.field("revision", "Revision", value("revision", "revision")))\
                \(PageParts.field("title", "Title", value("title", "title")))\
                <label class="check"><input type="checkbox" name="training" value="yes"\(training)> Who works by it has to be trained on this revision</label>\
                \(EffectivityFields.form(request, master))\
                <div class="actions"><button class="main">Write</button><a class="button" href="/definitions/\(id.aggregate)" data-command="HOME">Back</a></div></form></div>
                """,
                from: release,
                status: status
            )
        }
    }

    private func operationForm(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done)
        async throws -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        let named = request["operation"] == nil ? nil : try request.id("operation")
        return try await answered(request) {
            try await execution.mayEdit(id, operation: named.map { RecordID($0) }, by: asker(request))
            let release = try await execution.workMaster(id, by: try asker(request))
            let records = release.records
            guard let master = records.first else { throw Failure.notFound }
            let parts = DefinitionParts(records)
            let operation = parts.operations.first { $0.id != nil && $0.id == named }
            guard operation != nil || named == nil else { throw Failure.notFound }
            let characteristics = operation.map { parts.characteristics(of: $0) } ?? []
            let components = operation.map { parts.components(of: $0) } ?? []
            let fields = OperationFields(
                request: request,
                operation: operation,
                characteristics: characteristics,
                components: components,
                isTyped: request.fields["once"] != nil
            )
            let action: ClearedText = named.map { "/operations/\($0)" } ?? "/operations"
            let replacing: ClearedText =
                operation.map { "<input type=\"hidden\" name=\"replacing\" value=\"\($0["sequence"])\">" } ?? ""
            let removal: ClearedText =
                operation == nil
                ? ""
                : """
                <div class="card"><h2>Take it out</h2><form method="post" action="/definitions/\(id.aggregate)\(action)/remove">\(seen(request, master))\(replacing)\
                <div class="actions"><button>Take operation \(operation?["sequence"]) out</button></div></form></div>
                """
            return try .page(
                "Operation",
                """
                \(problem)<h1>\(markOf: master["title"])\(master["partNumber"]) rev. \(master["revision"]), operation \(operation?["sequence"])</h1><form method="post" action="/definitions/\(id.aggregate)\(action)">\(seen(request, master))\(replacing)\
                <div class="card">\(fields.form)<div class="actions"><button class="main">Write</button><a class="button" href="/definitions/\(id.aggregate)" data-command="HOME">Back</a></div></div></form>\(removal)
                """,
                from: release,
                status: status
            )
        }
    }
}
