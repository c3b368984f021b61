internal import Boundary
internal import HTTPExit

/// What pages are put together of.
enum PageParts {
    /// A table that scrolls by itself, with a line for each row; the words of `none` where there is none.
    static func table(
        _ caption: StaticString,
        _ heads: [StaticString],
        _ rows: [ClearedText],
        none: StaticString = "Nothing that you may see."
    ) -> ClearedText {
        guard !rows.isEmpty else { return "<p>\(program: none)</p>" }
        let head = ClearedText.joined(heads.map { "<th scope=\"col\">\(program: $0)</th>" })
        return
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(program: caption)\"><table><thead><tr>\(head)</tr></thead><tbody>\(.joined(rows))</tbody></table></div>"
    }

    /// A line of a table.
    static func row(_ cells: ClearedText...) -> ClearedText {
        "<tr>\(.joined(cells.map { "<td>\($0)</td>" }))</tr>"
    }

    /// The line of a record that is there and may not be seen.
    static func withheld(columns: Int) -> ClearedText {
        "<tr><td colspan=\"\(sent: columns)\"><span class=\"withheld\">withheld</span></td></tr>"
    }

    /// The way to the rest of a list whose page is full.
    /// - Parameter address: of the page, up to the id of its last record.
    static func more(_ records: [ReleasedRecord], limit: Int, _ address: ClearedText, _ words: StaticString)
        -> ClearedText
    {
        guard records.count >= limit, let last = records.last?.id else { return "" }
        return "<p><a class=\"button\" href=\"\(address)\(last)\">\(program: words)</a></p>"
    }

    /// A field of a form of one line.
    static func field(
        _ id: StaticString,
        _ label: StaticString,
        _ value: ClearedText,
        hint: StaticString = "",
        mode: StaticString = "text",
        hasFocus: Bool = false
    ) -> ClearedText {
        let help: ClearedText = hint.utf8CodeUnitCount == 0 ? "" : " <span class=\"hint\">\(program: hint)</span>"
        let focus: ClearedText = hasFocus ? " data-focus" : ""
        return
            "<label for=\"\(program: id)\">\(program: label)\(help)</label><input type=\"text\" id=\"\(program: id)\" name=\"\(program: id)\" value=\"\(value)\" inputmode=\"\(program: mode)\" autocomplete=\"off\"\(focus)>"
    }

    /// A field that takes the PIN of whoever signs.
    static func pin(_ id: StaticString) -> ClearedText {
        "<label for=\"\(program: id)\">PIN <span class=\"hint\">it signs</span></label><input type=\"password\" id=\"\(program: id)\" name=\"pin\" inputmode=\"numeric\" autocomplete=\"off\">"
    }
}
