import Storage

/// A table as an array of rows, asked by walking through all of it: what the engines are held against.
struct NaiveView {
    private(set) var rows: [[ViewValue]] = []

    private func index(_ column: String) -> Int { SampleView.columns.firstIndex(of: column) ?? 0 }

    mutating func apply(_ change: RowChange) {
        switch change {
        case .put(_, let row):
            rows.removeAll { $0[0] == row[0] }
            rows.append(row)
        case .remove(_, let key): rows.removeAll { $0[0] == key[0] }
        case .removeAll(_, let column, let value):
            let place = index(column)
            rows.removeAll { $0[place] == value }
        }
    }

    /// Admission by labels, and, of the labels in `narrowed`, only rows with a quantity above 2.
    func admitted(_ labels: Set<Int64>, narrowed: Set<Int64>) -> [[ViewValue]] {
        rows.filter { row in
            guard case .integer(let label) = row[1], labels.contains(label) else { return false }
            guard narrowed.contains(label) else { return true }
            if case .integer(let quantity) = row[5] { return quantity > 2 }
            return false
        }
    }

    func matching(_ matches: [ViewQuery.Match], in rows: [[ViewValue]]) -> [[ViewValue]] {
        rows.filter { row in
            matches.allSatisfy { match in
                match.values.contains { holds(row[index(match.column)], match.comparison, $0) }
            }
        }
    }

    private func holds(_ value: ViewValue, _ comparison: ViewQuery.Match.Comparison, _ other: ViewValue) -> Bool {
        if comparison == .equal { return compare(value, other) == 0 }
        guard value != .null else { return false }
        switch comparison {
        case .equal: return true
        case .less: return compare(value, other) < 0
        case .atMost: return compare(value, other) <= 0
        case .greater: return compare(value, other) > 0
        case .atLeast: return compare(value, other) >= 0
        case .hasPrefix:
            guard case .text(let text) = value, case .text(let prefix) = other else { return false }
            return text.utf8.starts(with: prefix.utf8)
        }
    }

    func sorted(_ rows: [[ViewValue]], by order: [ViewQuery.Order]) -> [[ViewValue]] {
        rows.sorted { precedes($0, $1, order) }
    }

    func page(_ rows: [[ViewValue]], _ order: [ViewQuery.Order], after: [ViewValue]?, limit: Int) -> [[ViewValue]] {
        let sorted = sorted(rows, by: order)
        guard let after else { return Array(sorted.prefix(limit)) }
        var start = SampleView.part("").values
        for (column, value) in zip(order.map(\.column) + ["id"], after) { start[index(column)] = value }
        return Array(sorted.filter { precedes(start, $0, order) }.prefix(limit))
    }

    private func precedes(_ left: [ViewValue], _ right: [ViewValue], _ order: [ViewQuery.Order]) -> Bool {
        for column in order {
            let sign = compare(left[index(column.column)], right[index(column.column)])
            if sign != 0 { return column.isDescending ? sign > 0 : sign < 0 }
        }
        let sign = compare(left[0], right[0])
        return order.last?.isDescending == true ? sign > 0 : sign < 0
    }

    /// Rows that have every word in these columns; words here are of small ASCII letters, set apart by single spaces.
    func having(_ words: [String], prefix: Bool, of columns: [String], in rows: [[ViewValue]]) -> [[ViewValue]] {
        rows.filter { row in
            let texts = columns.map { row[index($0)] }.flatMap { value -> [Substring] in
                if case .text(let text) = value { return text.split(separator: " ") }
                return []
            }
            return words.enumerated().allSatisfy { place, word in
                texts.contains { prefix && place == words.count - 1 ? $0.hasPrefix(word) : $0 == word }
            }
        }
    }

    /// Below zero, zero or above: absent first, texts and bytes by bytes.
    private func compare(_ left: ViewValue, _ right: ViewValue) -> Int {
        func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }
        func bytes(_ left: [UInt8], _ right: [UInt8]) -> Int {
            left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
        }
        switch (left, right) {
        case (.null, .null): return 0
        case (.null, _): return -1
        case (_, .null): return 1
        case (.integer(let left), .integer(let right)): return order(left, right)
        case (.real(let left), .real(let right)): return order(left, right)
        case (.truth(let left), .truth(let right)): return order(left ? 1 : 0, right ? 1 : 0)
        case (.text(let left), .text(let right)): return bytes(Array(left.utf8), Array(right.utf8))
        case (.bytes(let left), .bytes(let right)): return bytes(left, right)
        default: return 0
        }
    }
}
