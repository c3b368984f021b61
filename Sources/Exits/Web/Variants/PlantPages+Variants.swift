internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// Programs' deviations from something standard: all of them, one, what is asked for; and their way back to the standard or into it.
    func addVariants(_ routes: inout Routes) {
        routes.page("/variants") { request in
            try await overseen {
                let release = try await governance.variantOverview(on: today(), by: asker(request))
                let body = try VariantPage(request: request, newKey: newKey).overview(release.records, on: today())
                return try .page("Variants", body, from: release)
            }
        }
        routes.page("/variants/new") { request in try newVariant(request, "", .done) }
        routes.form("/variants") { request in
            try await changed(request, page: { try newVariant(request, $0, $1) }) { asker, key in
                let place = try await governance.request(variantRequest(request), in: execution, key: key, by: asker)
                return try .go(to: "/variants/changes/\(place.id)")
            }
        }
        routes.page("/variants/{id}") { request in try await variantPage(request, "", .done) }
        routes.form("/variants/{id}/end") { request in
            try await changed(request, page: { try await variantPage(request, $0, $1) }) { id, asker, key in
                let place = try await governance.request(
                    endOf: id.aggregate,
                    because: request.fields["reason"] ?? "",
                    effective: day("effective", request),
                    key: key,
                    by: asker
                )
                return try .go(to: "/variants/changes/\(place.id)")
            }
        }
        routes.form("/variants/{id}/merge") { request in
            try await changed(request, page: { try await variantPage(request, $0, $1) }) { id, asker, key in
                guard let content = request.fields["content"] else {
                    let place = try await governance.request(
                        endOf: id.aggregate,
                        .intoStandard,
                        because: request.fields["reason"] ?? "",
                        effective: day("effective", request),
                        key: key,
                        by: asker
                    )
                    return try .go(to: "/variants/changes/\(place.id)")
                }
                guard let draft = RecordID(text: request.fields["definition"] ?? "") else { throw Failure.notFound }
                try await submit(
                    draft,
                    content,
                    request.fields["reason"] ?? "",
                    from: day("effective", request),
                    merging: id.aggregate,
                    by: asker,
                    key: key
                )
                return try .go(to: "/definitions/\(draft.aggregate)")
            }
        }
        routes.page("/variants/changes/{id}") { request in try await variantChangePage(request, "", .done) }
        addActs(
            &routes,
            (
                "/variants/changes/{id}/approve", "/variants/changes/{id}/refuse", "/variants/changes/{id}/record",
                "/variants/changes/{id}/release", "/variants/changes/{id}/withdraw"
            ),
            place: { try governance.variantPlace($0) },
            address: { "/variants/changes/\($0)" },
            page: { try await variantChangePage($0, $1, $2) }
        )
        addVariantAPI(&routes)
    }

    /// The first of them on the engineer's home, with how many of each program there are.
    func variantsOnHome(_ request: PageRequest) async throws -> ClearedText {
        let day = try today()
        let release = try await overseen {
            try await governance.openVariants(on: day, by: asker(request))
        }
        let tallies = try await overseen {
            try await governance.variantTallies(on: day, by: actor(request))
        }
        let counts = tallies.records.filter { !$0.isWithheld }.map { tally -> ClearedText in
            let isLapsed = tally["lapsed"]?.shows("0") == false
            let moved: ClearedText =
                tally["moved"]?.shows("0") == false
                ? " <span class=\"state state-warn\">from under \(tally["moved"]) the standard moved on</span>"
                : ""
            let state: ClearedText =
                isLapsed ? " <span class=\"state state-bad\">\(tally["lapsed"]) past their last day</span>" : ""
            return
                "<li>\(markOf: tally["program"])\(tally["program"]): \(tally["inForce"]) deviate from a standard\(moved)\(state)</li>"
        }
        let list: ClearedText =
            counts.isEmpty ? "" : "<ul aria-label=\"Variants by program\">\(.joined(counts))</ul>"
        let table = VariantPage(request: request, newKey: newKey).open(release.records, on: day)
        return "\(list)\(table)<div class=\"actions\"><a class=\"button\" href=\"/variants\">All variants</a></div>"
    }

    // MARK: Pages

    private func variantPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let id = try request.id("id")
        return try await overseen {
            let release = try await governance.variant(id, in: execution, on: today(), by: asker(request))
            let page = VariantPage(request: request, newKey: newKey)
            guard let body = try page.one(release.records, on: today()) else { throw Failure.notFound }
            return try .page("Variant", "\(problem)\(body)", from: release, status: status)
        }
    }

    private func variantChangePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let id = try request.id("id")
        return try await overseen {
            let release = try await governance.variantChange(id, by: asker(request))
            guard let body = VariantPage(request: request, newKey: newKey).change(release.records) else {
                throw Failure.notFound
            }
            return try .page("Change of a variant", "\(problem)\(body)", from: release, status: status)
        }
    }

    private func newVariant(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) throws
        -> ScreenAnswer
    {
        let body = VariantPage(request: request, newKey: newKey).asking
        return try .page("New variant", "\(problem)\(body)", status: status)
    }

    private func variantRequest(_ request: PageRequest) throws -> VariantRequest {
        let text = OperationFields.line(request.fields["definition"] ?? "")
        var definition: RecordID?
        if !text.isEmpty {
            guard let id = RecordID(text: text) else { throw Failure.notFound }
            definition = id
        }
        guard let last = Day(OperationFields.line(request.fields["expires"] ?? "")) else {
            throw PageCode.noDay.refusal("expires")
        }
        return VariantRequest(
            program: OperationFields.line(request.fields["program"] ?? ""),
            standard: OperationFields.line(request.fields["standard"] ?? ""),
            definition: definition,
            difference: request.fields["difference"] ?? "",
            reason: request.fields["reason"] ?? "",
            owner: OperationFields.line(request.fields["owner"] ?? ""),
            effective: try day("effective", request),
            expires: last
        )
    }
}
