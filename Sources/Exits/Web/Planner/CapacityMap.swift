internal import Boundary
internal import HTTPExit

/// Load against hours by work center and week: a drawing, and the same as a table.
///
/// A cell says its percent in words, so that nothing hangs on its grey; what is over is red and has a mark. What too few programs share says
/// `reserved` and no more.
struct CapacityMap {
    /// Cells, work center by work center, each with its weeks in order.
    let cells: [ReleasedRecord]
    let weeks: Int

    private static let (left, top, width, height) = (150, 40, 120, 56)

    private var rows: [ArraySlice<ReleasedRecord>] {
        stride(from: 0, to: cells.count, by: weeks).map { cells[$0..<min($0 + weeks, cells.count)] }
    }

    var drawing: ClearedText {
        let (across, down) = (Self.left + weeks * Self.width, Self.top + rows.count * Self.height)
        let heads = (rows.first.map(Array.init) ?? []).enumerated().map { column, cell -> ClearedText in
            "<text x=\"\(sent: Self.left + column * Self.width + Self.width / 2)\" y=\"26\" text-anchor=\"middle\" class=\"axis\">\(cell["week"])</text>"
        }
        let lines = rows.enumerated().map { row, cells -> ClearedText in
            let y = Self.top + row * Self.height
            let name: ClearedText =
                "<text x=\"0\" y=\"\(sent: y + Self.height / 2 + 6)\" class=\"axis\">\(cells.first?["workCenter"])</text>"
            let boxes = cells.enumerated().map { column, cell in
                box(cell, x: Self.left + column * Self.width, y: y)
            }
            return "\(name)\(.joined(boxes))"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Capacity map"><svg class="heat" role="img" aria-labelledby="heat-title heat-desc" viewBox="0 0 \(sent: across) \(sent: down)" width="\(sent: across)" height="\(sent: down)">\
            <title id="heat-title">Load against hours</title><desc id="heat-desc">A row for each work center, a column for each week. The table below says the same.</desc>\(.joined(heads))\(.joined(lines))</svg></div>
            """
    }

    private func box(_ cell: ReleasedRecord, x: Int, y: Int) -> ClearedText {
        let band = cell["band"]
        let style: ClearedText =
            switch band {
            case let band? where band.shows("low"): "low"
            case let band? where band.shows("medium"): "medium"
            case let band? where band.shows("full"): "full"
            case let band? where band.shows("over"): "over"
            case let band? where band.shows("reserved"): "reserved"
            default: "none"
            }
        return """
            <g class="cell \(style)"><rect x="\(sent: x + 2)" y="\(sent: y + 2)" width="\(sent: Self.width - 4)" height="\(sent: Self.height - 4)"></rect>\
            <text x="\(sent: x + Self.width / 2)" y="\(sent: y + Self.height / 2 + 6)" text-anchor="middle">\(words(cell))</text></g>
            """
    }

    private func words(_ cell: ReleasedRecord) -> ClearedText {
        let outcome = cell["outcome"]
        if outcome?.shows("reserved") == true { return "reserved" }
        if outcome?.shows("planned") == true {
            let mark: ClearedText = cell["band"]?.shows("over") == true ? "▲ " : ""
            return "\(mark)\(cell["percent"]) %"
        }
        return "none"
    }

    var table: ClearedText {
        let lines = cells.map { cell -> ClearedText in
            PageParts.row(
                "<span class=\"mark\">\(markOf: cell["workCenter"])</span>",
                "\(cell["workCenter"])",
                "\(cell["week"])",
                words(cell),
                cell["outcome"]?.shows("planned") == true ? "\(cell["plannedMinutes"]) min" : "",
                "\(cell["availableMinutes"]) min"
            )
        }
        return
            "<details><summary>View as a table</summary>\(PageParts.table("Load against hours", ["Marking", "Work center", "Week of", "Load", "Planned", "Available"], lines))</details>"
    }
}
