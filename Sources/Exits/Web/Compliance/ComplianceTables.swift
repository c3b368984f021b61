internal import Boundary

/// Tables of the compliance officer's pages.
enum ComplianceTables {
    /// Refusals, newest first.
    static func denials(_ records: [ReleasedRecord]) -> ClearedText {
        let events = records.filter { !$0.isWithheld }
        let rows = events.map { event -> ClearedText in
            """
            <tr><td>\(markOf: event["subject"])</td><td>\(event["at"])</td><td>\(event["subject"])</td><td>\(event["action"]) \(event["kind"])</td>\
            <td>\(event["channel"])</td><td>\(event["policies"])</td><td class="code">\(event["record"])</td></tr>
            """
        }
        return PageParts.table(
            "Refusals",
            ["Marking", "At (UTC)", "Who", "What", "Channel", "Policies", "Record"],
            rows,
            none: "No refusal that you may see."
        )
    }

    /// What has drifted.
    static func drift(_ records: [ReleasedRecord]) -> ClearedText {
        let notices = records.filter { !$0.isWithheld }
        guard !notices.isEmpty else { return "<p>The plant is as its plan and its policies reckon.</p>" }
        let items = notices.map { notice -> ClearedText in
            """
            <div class="card"><h3><span class="state state-warn">\(notice["code"])</span> \(markOf: notice["says"])\(notice["says"])</h3>\
            <dl><dt>What</dt><dd>\(notice["about"])</dd><dt>Where</dt><dd>\(notice["place"])</dd><dt>Behind it</dt><dd>\(notice["cite"])</dd>\
            <dt>What to do</dt><dd>\(notice["remedy"])</dd></dl></div>
            """
        }
        return .joined(items)
    }

    /// Authorizations that end.
    static func authorizations(_ records: [ReleasedRecord]) -> ClearedText {
        let standing = records.filter { !$0.isWithheld }
        let rows = standing.map { each -> ClearedText in
            let state: ClearedText =
                switch each["standing"] {
                case let state? where state.shows("ended"): "<span class=\"state state-bad\">ended</span>"
                case let state? where state.shows("usedUp"): "<span class=\"state state-bad\">used up</span>"
                default: "<span class=\"state state-warn\">ends soon</span>"
                }
            return """
                <tr><td>\(markOf: each["authorization"])</td><td>\(each["authorization"])</td><td>\(each["kind"])</td><td>\(each["program"])</td>\
                <td>\(each["until"])</td><td>\(each["uses"])</td><td>\(state)</td></tr>
                """
        }
        return PageParts.table(
            "Authorizations that end",
            ["Marking", "Authorization", "Kind", "Program", "Until", "Uses", "State"],
            rows,
            none: "None that you may see ends within 90 days."
        )
    }

    /// Programs that can be reviewed.
    static func sheets(_ records: [ReleasedRecord]) -> ClearedText {
        let sheets = records.filter { !$0.isWithheld }
        let rows = sheets.compactMap { sheet -> ClearedText? in
            guard let id = sheet.id else { return nil }
            return """
                <tr><td>\(markOf: sheet["program"])</td><td><a href="/compliance/access/\(id)">\(sheet["program"])</a></td>\
                <td class="number">\(sheet["persons"])</td></tr>
                """
        }
        return PageParts.table(
            "Programs",
            ["Marking", "Program", "Persons who can reach it"],
            rows,
            none: "No program whose trail you may see."
        )
    }

    /// Reviews that were signed off.
    static func reviews(_ records: [ReleasedRecord]) -> ClearedText {
        let reviews = records.filter { !$0.isWithheld }
        let rows = reviews.map { review -> ClearedText in
            """
            <tr><td>\(markOf: review["program"])</td><td>\(review["program"])</td><td>\(review["signed"])</td><td>\(review["printed_name"])</td>\
            <td class="number">\(review["persons"])</td><td>\(review["findings"])</td><td class="code">\(review["content_hash"])</td></tr>
            """
        }
        return PageParts.table(
            "Reviews that were signed off",
            ["Marking", "Program", "Signed (UTC)", "By", "Persons", "Findings", "Hash"],
            rows,
            none: "No review that you may see was signed off yet."
        )
    }

    /// Who can reach a program's data.
    static func reach(_ records: [ReleasedRecord]) -> ClearedText {
        let lines = records.filter { $0.kind == AccessReach.kind.name && !$0.isWithheld }
        let rows = lines.map { line -> ClearedText in
            """
            <tr><td>\(line["person"])</td><td>\(line["employer"])</td><td>\(line["need"])</td><td>\(line["classes"])</td><td>\(line["policies"])</td>\
            <td>\(line["authorities"])</td><td>\(line["source"]) \(line["asOf"])</td></tr>
            """
        }
        return PageParts.table(
            "Who can reach it",
            ["Person", "Employer", "Need to know", "Can see", "Permitted by", "Under", "Facts from"],
            rows,
            none: "Nobody of the register can reach it."
        )
    }
}
