internal import Boundary
internal import Governance

/// Tables of leaks, of their clocks and of what left.
enum LeakTables {
    /// What left, as a sheet says it, with its lines.
    static func exposures(_ records: [ReleasedRecord]) -> ClearedText {
        guard let sheet = records.first(where: { $0.kind == ExposureSheet.kind.name }) else { return "" }
        let rows = records.filter { $0.kind == Exposure.kind.name && !$0.isWithheld }.map { line -> ClearedText in
            """
            <tr><td>\(markOf: line["subject"])</td><td>\(line["subject"])</td><td>\(line["channel"])</td><td>\(line["recordKind"])</td>\
            <td>\(line["first"])</td><td>\(line["last"])</td><td class="number">\(line["releases"])</td></tr>
            """
        }
        let table = PageParts.table(
            "What left",
            ["Marking", "To whom", "Channel", "What", "First (UTC)", "Last (UTC)", "Times"],
            rows,
            none: "Nothing that you may see the trail of left."
        )
        return
            "<h1>\(markOf: sheet["program"])What left of \(sheet["program"])</h1><p class=\"code\">\(sheet["record"])</p>\(table)"
    }

    /// What waits for the officer: open clocks with the time that is left by the server's clock; nothing where there is none.
    static func waiting(_ records: [ReleasedRecord], now: UInt64) -> ClearedText {
        let clocks = records.filter { !$0.isWithheld }
        guard !clocks.isEmpty else { return "" }
        return
            "<div class=\"card\"><h2>Clocks of leaks</h2>\(table(clocks, now: now, leads: true))<p class=\"hint\">Time left by the server's clock when this page was made.</p></div>"
    }

    /// Clocks of a leak, open and met.
    /// - Parameter leads: whether each leads to its leak.
    static func table(_ records: [ReleasedRecord], now: UInt64, leads: Bool) -> ClearedText {
        let rows = records.filter { !$0.isWithheld }.map { clock -> ClearedText in
            let addressee: ClearedText =
                leads
                ? "<a href=\"/compliance/leaks/\(clock["leak"])\">\(clock["addressee"])</a>" : "\(clock["addressee"])"
            return """
                <tr><td>\(markOf: clock["addressee"])</td><td>\(addressee)</td><td>\(clock["program"])</td><td>\(state(clock, now: now))</td>\
                <td>\(due(clock))</td><td class="number">\(clock["hours"])</td><td>\(clock["runs_from"])</td><td>\(clock["cite"])</td></tr>
                """
        }
        return PageParts.table(
            "Clocks",
            ["Marking", "To be told", "Program", "State", "Due", "Hours", "From", "Written in"],
            rows,
            none: "No reporting duty of the program gives a clock."
        )
    }

    /// Of a clock that runs the time that is left; one that is over is abnormal.
    static func state(_ clock: ReleasedRecord, now: UInt64) -> ClearedText {
        switch clock["state"] {
        case let state? where state.shows("running"):
            clock["due"]?.shows(pastAt: now) == true
                ? "<span class=\"state state-bad\">\(timeLeftTo: clock["due"], now: now)</span>"
                : "<span class=\"state state-warn\">\(timeLeftTo: clock["due"], now: now)</span>"
        case let state? where state.shows("waiting"): "<span class=\"state state-open\">not running yet</span>"
        case let state? where state.shows("reported"): "<span class=\"state state-done\">reported</span>"
        case let state? where state.shows("doesNotApply"): "<span class=\"state state-done\">does not apply</span>"
        default: "\(clock["state"])"
        }
    }

    private static func due(_ clock: ReleasedRecord) -> ClearedText {
        clock["due"]?.shows("0") == true ? "" : "\(timeOf: clock["due"])"
    }

    /// Leaks, the open ones first.
    static func leaks(_ records: [ReleasedRecord]) -> ClearedText {
        let rows = records.filter { !$0.isWithheld }.compactMap { leak -> ClearedText? in
            guard let id = leak.id else { return nil }
            let state: ClearedText =
                leak["state"]?.shows("open") == true
                ? "<span class=\"state state-warn\">open</span>" : "<span class=\"state state-done\">closed</span>"
            return """
                <tr><td>\(markOf: leak["program"])</td><td><a href="/compliance/leaks/\(id)">\(leak["program"])</a></td><td>\(state)</td>\
                <td>\(timeOf: leak["discovered"])</td><td class="number">\(leak["recipients"])</td><td class="lines">\(leak["found"])</td></tr>
                """
        }
        return PageParts.table(
            "Leaks",
            ["Marking", "Program", "State", "Discovered", "Lines of what left", "Where it was found"],
            rows,
            none: "No leak that you may see was confirmed."
        )
    }
}
