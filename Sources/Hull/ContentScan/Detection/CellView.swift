/// A banner spread over the cells of a table row: `CUI,SP-CTI,NOFORN` or `"CUI//SP-","CTI//NOFORN"`.
enum CellView {
    private static let cellsMax = 8
    private static let lineBytesMax = 64 << 10

    /// The rows that begin a banner in some cell, put together; nil where there are none.
    static func view(of utf8: [UInt8]) -> TextView? {
        var text = MappedText()
        var line = 0
        while line < utf8.count {
            let end = utf8[line...].firstIndex(of: 0x0A) ?? utf8.count
            if end - line <= lineBytesMax, mayHold(utf8, line..<end) { row(utf8, line..<end, &text) }
            line = end + 1
        }
        return text.utf8.isEmpty ? nil : TextView(text)
    }

    private static func mayHold(_ utf8: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count >= 4 else { return false }
        var hasSeparator = false
        var hasControl = false
        for at in line {
            let byte = utf8[at]
            if byte == 0x2C || byte == 0x3B || byte == 0x09 || byte == 0x7C { hasSeparator = true }
            if byte | 0x20 == 0x75, at > line.lowerBound, at + 1 < line.upperBound, utf8[at - 1] | 0x20 == 0x63,
                utf8[at + 1] | 0x20 == 0x69
            {
                hasControl = true
            }
            if byte | 0x20 == 0x74, at + 6 < line.upperBound, utf8[at + 1] | 0x20 == 0x72, utf8[at + 2] | 0x20 == 0x6F {
                hasControl = true
            }
        }
        return hasSeparator && hasControl
    }

    private static func row(_ utf8: [UInt8], _ line: Range<Int>, _ text: inout MappedText) {
        for separator: UInt8 in [0x2C, 0x3B, 0x09, 0x7C] where utf8[line].contains(separator) {
            let cells = cells(utf8, line, separator)
            for (index, cell) in cells.enumerated() where cells.count > 1 && begins(utf8, cell) {
                // Of a cell alone the fields say more (`FieldView`).
                let following = cells[(index + 1)...].prefix(cellsMax - 1).prefix { isToken(utf8, $0) }
                guard !following.isEmpty, !Abbreviations.isExplained(utf8, after: cell.upperBound) else { continue }
                EscapeView.copy(utf8, cell, &text)
                var last = cell
                for next in following {
                    let glued = [0x2F, 0x2D].contains(utf8[last.upperBound - 1]) || utf8[next.lowerBound] == 0x2F
                    if !glued { for _ in 0..<2 { text.append("/", source: next.lowerBound, width: 1) } }
                    EscapeView.copy(utf8, next, &text)
                    last = next
                }
                text.append("\n", source: last.upperBound - 1, width: 1)
            }
        }
    }

    /// Cells without quotation marks and blanks around them.
    private static func cells(_ utf8: [UInt8], _ line: Range<Int>, _ separator: UInt8) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = line.lowerBound
        var isQuoted = false
        for at in line.lowerBound...line.upperBound {
            if at < line.upperBound, utf8[at] == 0x22 { isQuoted.toggle() }
            guard at == line.upperBound || utf8[at] == separator && !isQuoted else { continue }
            var (low, high) = (start, at)
            while low < high, isFrame(utf8[low]) { low += 1 }
            while low < high, isFrame(utf8[high - 1]) { high -= 1 }
            cells.append(low..<high)
            start = at + 1
        }
        return cells
    }

    private static func isFrame(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x20 || byte == 0x0D || byte == 0x09 }

    /// Whether the cell is a control marking, or one with its slashes.
    private static func begins(_ utf8: [UInt8], _ cell: Range<Int>) -> Bool {
        let upper = String(decoding: utf8[cell].prefix(12), as: UTF8.self).uppercased()
        return ["CUI", "CONTROLLED"].contains { upper == $0 || upper.hasPrefix($0 + "/") }
    }

    /// Whether the cell may be a part of a banner: capitals, digits and its signs.
    private static func isToken(_ utf8: [UInt8], _ cell: Range<Int>) -> Bool {
        cell.count <= 200
            && utf8[cell].allSatisfy {
                (0x41...0x5A).contains($0) || "/-, ".utf8.contains($0) || (0x30...0x39).contains($0)
            }
            && utf8[cell].contains { (0x41...0x5A).contains($0) }
    }
}
