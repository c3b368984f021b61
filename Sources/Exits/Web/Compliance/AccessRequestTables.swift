internal import Boundary

/// Tables of requests for access.
enum AccessRequestTables {
    /// What waits, with the way to where it is decided; nothing where nothing waits.
    static func waiting(_ records: [ReleasedRecord]) -> ClearedText {
        let waiting = records.filter { !$0.isWithheld }
        guard !waiting.isEmpty else { return "" }
        let rows = waiting.map { each -> ClearedText in
            """
            <tr><td>\(markOf: each["person"])</td><td>\(each["program"])</td><td>\(each["person"])</td><td>\(timeOf: each["asked"])</td>\
            <td>\(each["until"])</td><td>\(each["reason"])</td></tr>
            """
        }
        let table = PageParts.table(
            "Requests for access that wait",
            ["Marking", "Program", "Who", "Asked", "Until", "Reason"],
            rows
        )
        return """
            <div class="card"><h2>Requests for access that wait</h2>\(table)\
            <div class="actions"><a class="button" href="/compliance/requests">Decide them</a></div></div>
            """
    }

    /// What was decided.
    static func decided(_ records: [ReleasedRecord]) -> ClearedText {
        let rows = records.map { each -> ClearedText in
            """
            <tr><td>\(markOf: each["person"])</td><td>\(each["program"])</td><td>\(each["person"])</td><td>\(state(each))</td>\
            <td>\(each["granted_until"])</td><td>\(each["printed_name"]), \(timeOf: each["decided"])</td><td>\(each["decision"])</td></tr>
            """
        }
        return PageParts.table(
            "Requests that were decided",
            ["Marking", "Program", "Who", "State", "Granted until", "Decided by", "Who vouches, or why"],
            rows,
            none: "No request that you may see was decided yet."
        )
    }

    private static func state(_ record: ReleasedRecord) -> ClearedText {
        switch record["state"] {
        case let state? where state.shows("granted"): "<span class=\"state state-done\">granted</span>"
        case let state? where state.shows("declined"): "<span class=\"state state-bad\">declined</span>"
        case let state? where state.shows("ended"): "<span class=\"state state-bad\">taken back</span>"
        default: "<span class=\"state state-warn\">waits</span>"
        }
    }
}
