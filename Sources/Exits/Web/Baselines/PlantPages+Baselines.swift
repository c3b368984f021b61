internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// What the plant decides by, and the way of another baseline: its files are studied, it is asked for, approved and released.
    func addBaselines(_ routes: inout Routes) {
        routes.page("/baselines") { request in
            try await overseen { try await baselinesPage(request, "", .done) }
        }
        routes.uploads("/baselines/studies") { request in
            try await changed(request, page: { try await baselinesPage(request, $0, $1) }) { _, _ in
                try await governance.mayAskForBaselines(by: actor(request))
                let id = try await governance.study(
                    baselineEdit(request),
                    at: request.site,
                    on: today(),
                    by: actor(request)
                )
                return try .go(to: "/baselines/studies/\(id)")
            }
        }
        routes.page("/baselines/studies/{id}") { request in
            try await overseen { try await studyPage(request, "", .done) }
        }
        routes.form("/baselines/studies/{id}/cancel") { request in
            let id = try request.id("id")
            return try await overseen {
                try governance.cancelStudy(id, by: actor(request))
                return try .go(to: "/baselines/studies/\(id)")
            }
        }
        routes.form("/baselines/studies/{id}/ask") { request in
            try await changed(request, page: { try await studyPage(request, $0, $1) }) { id, _, key in
                let place = try await governance.request(
                    id.aggregate,
                    title: request.fields["title"] ?? "",
                    because: request.fields["reason"] ?? "",
                    effective: day("effective", request),
                    command: key.command,
                    proving: key.further("prove").command,
                    by: actor(request)
                )
                return try .go(to: "/baselines/\(place.id)")
            }
        }
        routes.page("/baselines/{id}") { request in
            try await overseen { try await baselinePage(request, "", .done) }
        }
        addActs(
            &routes,
            (
                "/baselines/{id}/approve", "/baselines/{id}/refuse", "/baselines/{id}/record",
                "/baselines/{id}/release",
                "/baselines/{id}/withdraw"
            ),
            place: { governance.baselinePlace($0) },
            address: { "/baselines/\($0)" },
            page: { try await baselinePage($0, $1, $2) }
        )
        addBaselineAPI(&routes)
    }

    // MARK: What was sent

    /// The files that were chosen: by the part that their field names, under the path that the file in force has which is called so.
    private func baselineEdit(_ request: PageRequest) throws -> BaselineEdit {
        var files: [String: [UInt8]] = [:]
        var plan: [UInt8]?
        // A field in which nothing was chosen sends a file without name and content.
        for file in request.files where !(file.name.isEmpty && file.bytes.isEmpty) {
            if file.field == "plan", plan == nil {
                plan = file.bytes
                continue
            }
            guard let part = BaselinePart(rawValue: file.field) else { throw PageCode.formNotWhole.refusal() }
            let path = try governance.path(ofSent: file.name, in: part)
            guard files.updateValue(file.bytes, forKey: path) == nil else { throw PageCode.formNotWhole.refusal() }
        }
        let removed = (request.fields["removed"] ?? "").split(whereSeparator: \.isNewline)
            .map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }.filter { !$0.isEmpty }
        return BaselineEdit(files: files, removed: Set(removed), plan: plan)
    }

    // MARK: Pages

    private func baselinesPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let release = try await governance.baselines(on: today(), by: actor(request))
        let body = BaselinePage(request: request, newKey: newKey).overview(release.records)
        return try .page("Baselines", "\(problem)\(body)", from: release, status: status)
    }

    private func studyPage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let id = try request.id("id")
        let release = try await governance.study(id, by: actor(request))
        let body = BaselinePage(request: request, newKey: newKey).study(release.records, id)
        return try .page("What another baseline changes", "\(problem)\(body)", from: release, status: status)
    }

    private func baselinePage(_ request: PageRequest, _ problem: ClearedText, _ status: AnswerStatus) async throws
        -> ScreenAnswer
    {
        let release = try await governance.baselineChange(try request.id("id"), by: actor(request))
        guard let body = BaselinePage(request: request, newKey: newKey).change(release.records) else {
            throw Failure.notFound
        }
        return try .page("Change of the baseline", "\(problem)\(body)", from: release, status: status)
    }
}
