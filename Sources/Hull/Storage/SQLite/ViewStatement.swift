internal import GRDB

/// A statement that reads a table: text, and the values of its numbered placeholders.
struct ViewStatement {
    private(set) var values: [DatabaseValue] = []

    /// A placeholder for a value. One placeholder may stand in many places.
    mutating func bind(_ value: DatabaseValue) -> String {
        values.append(value)
        return "?\(values.count)"
    }

    mutating func bind(_ value: ViewValue) -> String { bind(value.stored) }

    /// A condition with its placeholders numbered after those that are here. Question marks in texts and names are none.
    mutating func bind(_ condition: Admission.Condition) throws(StorageError) -> String {
        var text = ""
        var open: Character?
        var parameters = condition.parameters[...]
        for character in condition.sql {
            if let quote = open {
                if character == quote { open = nil }
                text.append(character)
            } else if character == "?" {
                guard let value = parameters.popFirst() else {
                    throw StorageError(.invalidValue, "a condition has more placeholders than values")
                }
                text += bind(value)
            } else {
                if character == "'" || character == "\"" { open = character }
                text.append(character)
            }
        }
        guard parameters.isEmpty, open == nil else {
            throw StorageError(.invalidValue, "a condition has more values than placeholders, or a text without an end")
        }
        return "(\(text))"
    }
}

/// What a question asks of each row, as SQL over `item`.
struct ViewCondition {
    static let row = Admission.rowAlias

    static func column(_ name: String) -> String { "\(row).\(ViewTables.quoted(name))" }

    /// What the asker looks for.
    static func matching(_ matches: [ViewQuery.Match], _ statement: inout ViewStatement) -> [String] {
        matches.map { match in
            let column = column(match.column)
            var ways: [String] = []
            switch match.comparison {
            case .equal:
                let values = match.values.filter { $0 != .null }
                if values.count == 1 {
                    ways.append("\(column) = \(statement.bind(values[0]))")
                } else if !values.isEmpty {
                    ways.append("\(column) IN (\(values.map { statement.bind($0) }.joined(separator: ", ")))")
                }
                if values.count < match.values.count { ways.append("\(column) IS NULL") }
            case .less: ways = match.values.map { "\(column) < \(statement.bind($0))" }
            case .atMost: ways = match.values.map { "\(column) <= \(statement.bind($0))" }
            case .greater: ways = match.values.map { "\(column) > \(statement.bind($0))" }
            case .atLeast: ways = match.values.map { "\(column) >= \(statement.bind($0))" }
            case .hasPrefix: ways = match.values.map { prefix($0, of: column, &statement) }
            }
            return ways.isEmpty ? "0" : ways.count == 1 ? ways[0] : "(\(ways.joined(separator: " OR ")))"
        }
    }

    /// A range that an index serves: from the prefix to before the first text beyond all that begin with it. UTF-8 sorts as scalars do.
    private static func prefix(_ value: ViewValue, of column: String, _ statement: inout ViewStatement) -> String {
        let from = "\(column) >= \(statement.bind(value))"
        guard case .text(let prefix) = value, let beyond = firstText(beyond: prefix) else { return from }
        return "(\(from) AND \(column) < \(statement.bind(.text(beyond))))"
    }

    private static func firstText(beyond prefix: String) -> String? {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            // From U+D800 to U+DFFF there are no scalars.
            guard let next = Unicode.Scalar(last.value == 0xD7FF ? 0xE000 : last.value + 1) else { continue }
            scalars.append(next)
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }
        return nil
    }

    /// Ways in which a row comes after a place in the order; none of them holds together with another, so that each may be asked for by itself
    /// and each is served by an index that has the order.
    static func after(
        _ place: [(column: ViewColumn, value: ViewValue, isDescending: Bool)],
        _ statement: inout ViewStatement
    ) -> [String] {
        guard let first = place.first else { return ["0"] }
        let placeholders = place.map { $0.value == .null ? "NULL" : statement.bind($0.value) }
        if place.allSatisfy({ !$0.column.isNullable && $0.isDescending == first.isDescending }) {
            let columns = place.map { column($0.column.name) }.joined(separator: ", ")
            return ["(\(columns)) \(first.isDescending ? "<" : ">") (\(placeholders.joined(separator: ", ")))"]
        }
        var condition = "0"
        for (item, placeholder) in zip(place, placeholders).reversed() {
            let beyond = beyond(item.column, item.value, placeholder, isDescending: item.isDescending)
            condition = "(\(beyond) OR (\(column(item.column.name)) IS \(placeholder) AND \(condition)))"
        }
        let name = column(first.column.name)
        switch (first.value, first.isDescending) {
        case (.null, false): return [condition]
        case (.null, true): return ["(\(name) IS NULL AND \(condition))"]
        case (_, false): return ["(\(name) >= \(placeholders[0]) AND \(condition))"]
        case (_, true):
            let before = "(\(name) <= \(placeholders[0]) AND \(condition))"
            return first.column.isNullable ? [before, "\(name) IS NULL"] : [before]
        }
    }

    private static func beyond(_ column: ViewColumn, _ value: ViewValue, _ placeholder: String, isDescending: Bool)
        -> String
    {
        let name = Self.column(column.name)
        if value == .null { return isDescending ? "0" : "\(name) IS NOT NULL" }
        if !isDescending { return "\(name) > \(placeholder)" }
        return column.isNullable ? "(\(name) < \(placeholder) OR \(name) IS NULL)" : "\(name) < \(placeholder)"
    }
}
