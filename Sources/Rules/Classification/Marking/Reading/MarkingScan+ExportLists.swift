/// A list of controlled items whose entries texts name.
enum ExportList {
    case usml, eccn

    var regime: String { self == .usml ? "ITAR" : "EAR" }
    var scheme: String { self == .usml ? "usml" : "eccn" }

    func has(_ value: String) -> Bool { self == .usml ? ExportEntry.isUSML(value) : ExportEntry.isECCN(value) }
    func mayHave(_ value: String) -> Bool {
        self == .usml ? ExportEntry.isNearUSML(value) : ExportEntry.isNearECCN(value)
    }
}

extension MarkingScan {
    /// Words between the name of a list and its entry: `ECCN No. 9E610`, `the ECCN is 9E610`.
    private static let fillers: Set<String> = ["IS", "NO", "NR", "NUMBER", "CODE", "ENTRY", "CATEGORY", "CAT"]
    private static let fillersMax = 3
    /// More than quotation marks, colons and blanks of JSON.
    private static let gapBytesMax = 8
    private static let entryBytesMax = 32

    /// `USML Category VIII(h)(1)`, `ECCN: 9E610.a` in running text.
    ///
    /// - Returns: whether there is an entry, or something that was one. The list's name alone says nothing: tables have a column of that name.
    mutating func readEntry(after head: Range<Int>, _ list: ExportList) -> Bool {
        var start = head.upperBound
        var value = ""
        var hasBreak = false
        for _ in 0...Self.fillersMax {
            let gapStart = start
            while start < text.bytes.count, start - gapStart < Self.gapBytesMax, !isOfEntry(start) {
                if text.bytes[start] == 0x0A { hasBreak = true }
                start += 1
            }
            var end = start
            while end < text.bytes.count, end - start < Self.entryBytesMax,
                isOfEntry(end) || (0x28...0x29).contains(text.bytes[end]) || text.bytes[end] == 0x2E
            {
                end += 1
            }
            while end > start, text.bytes[end - 1] == 0x2E { end -= 1 }
            value = text.folded(start..<end)
            guard Self.fillers.contains(value.uppercased()) else { break }
            start = end
        }
        // "(USML VIII(i))": a parenthesis that was opened before the entry is not its own.
        let end = start + value.utf8.count
        if !list.has(value), value.hasSuffix(")"), list.has(String(value.dropLast())) { value.removeLast() }
        let range = head.lowerBound..<max(end, head.upperBound)
        if list.has(value), !text.isDisguised(range) {
            add(.exportEntry, range, restricting("regimes", list.regime).join(restricting(list.scheme, value)))
            return true
        }
        // On the next line anything may stand.
        guard list.has(value) || list.mayHave(value) && !hasBreak else { return false }
        let label = restricting("regimes", list.regime).join(Schemes.unreadable(in: [list.scheme]))
        add(.exportEntry, range, label, [.entryUnknown(value)])
        return true
    }

    private func isOfEntry(_ place: Int) -> Bool {
        FoldedText.isLetterOrDigit(text.bytes[place]) || text.bytes[place] == LookalikeScalar.replacement
    }

    /// Rows and bytes below the head of a column that are looked at; less than the neighbourhood of a trace (`Neighbourhoods`).
    private static let rowsMax = 15
    private static let columnBytesMax = 900

    /// Entries under the head of a column: `part,eccn,qty` and below it `827,9E610,4`.
    mutating func readColumn(_ head: Range<Int>, _ list: ExportList) {
        var (low, high) = (head.lowerBound, head.upperBound)
        while low > 0, text.bytes[low - 1] != 0x0A, head.lowerBound - low < Self.columnBytesMax { low -= 1 }
        while high < text.bytes.count, text.bytes[high] != 0x0A, high - head.upperBound < Self.columnBytesMax {
            high += 1
        }
        let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
        guard let separator = separators.first(where: text.bytes[low..<high].contains) else { return }
        let heads = cells(low..<high, separator)
        guard let column = heads.firstIndex(where: { $0 == head }) else { return }
        var start = high + 1
        for _ in 0..<Self.rowsMax where start < text.bytes.count && start - head.upperBound < Self.columnBytesMax {
            let stop = min(text.bytes.count, head.upperBound + Self.columnBytesMax)
            let end = text.bytes[start..<max(start, stop)].firstIndex(of: 0x0A) ?? stop
            let row = cells(start..<max(start, end), separator)
            if row.count == heads.count {
                let value = text.folded(row[column])
                // What is on no list is most of what such a column says.
                if value != "EAR99", list.has(value) {
                    let label = restricting("regimes", list.regime).join(restricting(list.scheme, value))
                    add(.exportEntry, row[column], label)
                }
            }
            start = end + 1
        }
    }

    /// The cells of a row, without blanks and quotation marks around them.
    private func cells(_ row: Range<Int>, _ separator: UInt8) -> [Range<Int>] {
        text.bytes[row].split(separator: separator, omittingEmptySubsequences: false).map { cell in
            var cell = text.trimmed(cell.startIndex..<cell.endIndex)
            if cell.count >= 2, text.bytes[cell.lowerBound] == 0x22, text.bytes[cell.upperBound - 1] == 0x22 {
                cell = cell.lowerBound + 1..<cell.upperBound - 1
            }
            return cell
        }
    }
}
