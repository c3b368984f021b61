internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Programs' deviations from something standard, for programs.
    func addVariants(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/variants",
            APIOperation(
                "Deviations of programs from something standard, the one that ends first before the others.",
                query: APIOperation.pages
            )
        ) { request in
            let limit = try limit(request)
            return try await governed(.page(limit: limit)) {
                let after = try request.fields["after"].map { try position($0) }
                return try await governance.variants(after: after, limit: limit, by: programActor(request))
            }
        }
        routes.api(
            .get,
            "/api/variants/counts",
            APIOperation(
                "How many variants of each program deviate from a standard today, and are past their last day."
            )
        ) { request in
            try await governed { try await governance.variantTallies(on: today(), by: programActor(request)) }
        }
    }

    /// The same on the engineer's home: what is past its last day has to be merged, or asked for again.
    func variantsTable(_ request: PageRequest) async throws -> ClearedText {
        let today = try today()
        let drift = try await variantCounts(request, on: today)
        let release: Release<Screen>
        do {
            release = try await governance.variants(limit: 50, by: actor(request))
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? .refused(RefusalText.stated(refusal))
        }
        let rows = release.records.filter { !$0.isWithheld }.map { variant -> ClearedText in
            let state: ClearedText =
                variant["expires"]?.shows(dayBefore: today) == true
                ? "<span class=\"state state-bad\">past its last day</span>"
                : "<span class=\"state state-done\">counts</span>"
            return """
                <tr><td>\(markOf: variant["standard"])</td><td>\(variant["standard"])</td><td class="lines">\(variant["difference"])</td>\
                <td class="lines">\(variant["reason"])</td><td>\(variant["owner"])</td><td>\(variant["expires"])</td><td>\(state)</td></tr>
                """
        }
        let table = PageParts.table(
            "Variants",
            ["Marking", "Deviates from", "What differs", "Why", "Owner", "Last day", "State"],
            rows,
            none: "No program deviates from a standard, that you may see."
        )
        return "\(drift)\(table)"
    }

    /// How many there are of each program, and how many of them ought to be merged.
    private func variantCounts(_ request: PageRequest, on today: Day) async throws -> ClearedText {
        let tallies: Release<Screen>
        do {
            tallies = try await governance.variantTallies(on: today, by: actor(request))
        } catch let refusal as GovernanceRefusal {
            throw RefusalText.failure(refusal) ?? .refused(RefusalText.stated(refusal))
        }
        let counts = tallies.records.filter { !$0.isWithheld }.map { tally -> ClearedText in
            let isLapsed = tally["lapsed"]?.shows("0") == false
            let state: ClearedText =
                isLapsed ? " <span class=\"state state-bad\">\(tally["lapsed"]) past their last day</span>" : ""
            return
                "<li>\(markOf: tally["program"])\(tally["program"]): \(tally["inForce"]) deviate from a standard\(state)</li>"
        }
        return counts.isEmpty ? "" : "<ul aria-label=\"Variants by program\">\(.joined(counts))</ul>"
    }
}
