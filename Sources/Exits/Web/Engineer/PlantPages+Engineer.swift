internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit

extension PlantPages {
    /// The manufacturing engineer's way: definitions that wait, one of them, its draft, its review.
    func addEngineer(_ routes: inout Routes) {
        routes.page("/engineer") { request in try await engineerHome(request) }
        routes.page("/definitions/new") { request in try newDefinition(request, "", .done) }
        routes.form("/definitions") { request in
            try await changed(request, page: { try newDefinition(request, $0, $1) }) { asker, key in
                let content = WorkMasterContent(
                    partNumber: OperationFields.line(request.fields["part"] ?? ""),
                    revision: OperationFields.line(request.fields["revision"] ?? ""),
                    title: OperationFields.line(request.fields["title"] ?? ""),
                    needsTraining: request.fields["training"] != nil,
                    effectivity: EffectivityFields.read(request),
                    rework: try rework(request),
                    operations: [try OperationFields.read(request)]
                )
                let program = OperationFields.line(request.fields["program"] ?? "")
                let made = try await execution.draft(content, of: program, by: asker, key: key)
                return try .go(to: "/definitions/\(made.record.aggregate)")
            }
        }
        routes.page("/definitions/{id}") { request in try await definitionPage(request, "") }
        routes.page("/definitions/{id}/difference/{other}") { request in try await difference(request) }
        addDrafting(&routes)
        addReviewing(&routes)
        addVariants(&routes)
    }

    // MARK: Home

    private func engineerHome(_ request: PageRequest) async throws -> ScreenAnswer {
        let proposed = WaitingList(name: "proposed", heading: "Dispositions that wait for the design authority") {
            try await execution.openNonconformances(in: .designAuthority, after: $0, limit: WaitingList.limit, by: $1)
        } table: {
            NonconformancePage.table("Dispositions", $0)
        }
        return try await home(
            request,
            at: "/engineer",
            "Work definitions",
            [
                definitions("in-review", "In review", in: "inReview", none: "Nothing waits for approval."), proposed,
                definitions("drafts", "Drafts", in: "draft", none: "No draft is open."),
                definitions("released", "Released", in: "released", none: "Nothing is released that you may see."),
            ],
            actions:
                "<div class=\"actions\"><a class=\"button main\" href=\"/definitions/new\">Write a new one</a><a class=\"button\" href=\"/baselines\" data-command=\"BASELINES\">Baselines <kbd>BASELINES</kbd></a></div>"
        ) { "<h2>Variants</h2>\(try await variantsOnHome(request))" }
    }

    /// Definitions in a state, those that changed last first.
    private func definitions(
        _ name: StaticString,
        _ heading: StaticString,
        in state: String,
        none: StaticString
    ) -> WaitingList {
        WaitingList(name: name, heading: heading) {
            try await execution.workMasters(in: state, after: $0, limit: WaitingList.limit, by: $1)
        } table: {
            Self.definitionTable(heading, $0, none: none)
        }
    }

    static func definitionTable(_ caption: StaticString, _ masters: [ReleasedRecord], none: StaticString) -> ClearedText
    {
        let rows = masters.map { master -> ClearedText in
            guard let id = master.id else { return PageParts.withheld(columns: 6) }
            let reason = master["returnReason"]
            let returned: ClearedText =
                reason == nil || reason?.shows("") == true
                ? "" : " <span class=\"state state-warn\">sent back</span> \(reason)"
            return PageParts.row(
                "<span class=\"mark\">\(markOf: master["partNumber"])</span>",
                "<a href=\"/definitions/\(id)\">\(master["partNumber"]) rev. \(master["revision"])</a>",
                "\(master["title"])\(returned)",
                "\(master["operations"])",
                "\(master["author"])",
                "\(timeOf: master["changed"])"
            )
        }
        return PageParts.table(
            caption,
            ["Marking", "Definition", "Title", "Operations", "Written by", "Changed"],
            rows,
            none: none
        )
    }

    // MARK: One of them

    /// The page of a definition, with the change that puts it in force and the other revisions of its part.
    func definitionPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus = .done) async throws
        -> ScreenAnswer
    {
        let id = try RecordID(request.id("id"))
        return try await answered(request) {
            let asker = try asker(request)
            let release = try await execution.workMaster(id, by: asker)
            let others = try await execution.revisions(of: id, by: asker)
            let changes = try await governance.changes(of: id, in: execution, by: asker)
            let review = try await governance.review(of: id, in: execution, by: asker)
            guard
                let page = DefinitionPage(
                    release.records,
                    changes: changes.records,
                    review: review,
                    others: others.records,
                    impact: try await impact(of: id, release.records, asker),
                    request,
                    newKey
                )
            else { throw Failure.notFound }
            return try .page(page.title, page.body(problem), from: release, status: status)
        }
    }

    /// What the release of a definition would touch; nothing is asked of one that was released.
    private func impact(of id: RecordID, _ definition: [ReleasedRecord], _ asker: Asker<Screen>) async throws
        -> [ReleasedRecord]
    {
        let state = definition.first { $0.kind == WorkMaster.kind.name }?["state"]
        guard state?.shows("draft") == true || state?.shows("inReview") == true else { return [] }
        return try await governance.impact(of: id, in: execution, by: asker).records
    }

    private func difference(_ request: PageRequest) async throws -> ScreenAnswer {
        let (id, other) = (RecordID(try request.id("id")), RecordID(try request.id("other")))
        return try await answered(request) {
            let asker = try asker(request)
            let release = try await execution.workMaster(id, by: asker)
            let before = try await execution.workMaster(other, by: asker)
            guard let difference = DefinitionDifference(from: before.records, to: release.records) else {
                throw Failure.notFound
            }
            return try .page(difference.title, difference.body, from: release)
        }
    }

    private func newDefinition(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) throws
        -> ScreenAnswer
    {
        let isTyped = request.fields["once"] != nil
        let fields = OperationFields(
            request: request,
            operation: nil,
            characteristics: [],
            components: [],
            isTyped: isTyped
        )
        let training: ClearedText = request.fields["training"] != nil ? " checked" : ""
        return try .page(
            "New definition",
            """
            \(problem)<h1>New work definition</h1><form method="post" action="/definitions">\(request.formToken)\(request.onceKey(newKey()))\
            <div class="card">\(PageParts.field("program", "Program", request.typed("program")))\(PageParts.field("part", "Part number", request.typed("part")))\
            \(PageParts.field("revision", "Revision", request.typed("revision")))\(PageParts.field("title", "Title", request.typed("title")))\
            <label class="check"><input type="checkbox" name="training" value="yes"\(training)> Who works by it has to be trained on this revision</label>\(EffectivityFields.form(request, nil))\(Self.reworkFields(request))</div>\
            <div class="card"><h2>First operation</h2>\(fields.form)<div class="actions"><button class="main">Write the draft</button><a class="button" href="/engineer" data-command="HOME">Back</a></div></div></form>
            """,
            status: status
        )
    }

    /// What makes a new definition one of a rework.
    private func rework(_ request: PageRequest) throws -> ReworkScope? {
        let text = OperationFields.line(request.fields["nonconformance"] ?? "")
        guard request.fields["rework"] != nil || !text.isEmpty else { return nil }
        guard !text.isEmpty else { return ReworkScope() }
        guard let nonconformance = RecordID(text: text) else { throw Failure.notFound }
        return ReworkScope(nonconformance: nonconformance)
    }

    private static func reworkFields(_ request: PageRequest) -> ClearedText {
        let isOfOne = !(request.fields["nonconformance"] ?? "").isEmpty
        let checked: ClearedText = isOfOne || request.fields["rework"] != nil ? " checked" : ""
        let one: ClearedText =
            isOfOne
            ? "<p>It is for one nonconformance alone.</p><input type=\"hidden\" name=\"nonconformance\" value=\"\(request.typed("nonconformance"))\">"
            : ""
        return """
            <label class="check"><input type="checkbox" name="rework" value="yes"\(checked)> Rework <span class="hint">extra operations that a disposition gives to a unit of the part; nobody orders by it</span></label>\(one)
            """
    }
}
