/// SQL with its values kept apart. Built by interpolation of names, values and other SQL, never of strings.
struct SQLText: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []
        var bytes = 0
        var depth = 0

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if literal.isEmpty { return }
            pieces.append(.text(literal))
            bytes += literal.utf8.count
        }

        mutating func appendInterpolation(_ name: SQLName) { appendLiteral("\"\(name)\"") }

        mutating func appendInterpolation(_ value: SQLValue) {
            pieces.append(.value(value))
            bytes += SQLText.valueBytes
        }

        mutating func appendInterpolation(_ text: SQLText) {
            pieces += text.pieces
            bytes += text.bytes
            depth = max(depth, text.depth)
        }

        mutating func appendInterpolation(_ formula: Formula) { appendInterpolation(formula.text) }

        mutating func appendInterpolation(list: [SQLText]) {
            for (index, text) in list.enumerated() {
                if index > 0 { appendLiteral(", ") }
                appendInterpolation(text)
            }
        }
    }

    /// What a placeholder and its value are counted as.
    private static let valueBytes = 8

    let pieces: [Piece]
    let bytes: Int
    /// How deep the SQL nests, at least: SQLite refuses more than 1,000 levels.
    let depth: Int

    init(stringLiteral value: String) {
        pieces = [.text(value)]
        bytes = value.utf8.count
        depth = 1
    }

    init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        bytes = stringInterpolation.bytes
        depth = stringInterpolation.depth + 1
    }

    /// The text with placeholders.
    func predicate(_ dialect: SQLDialect) -> SQLPredicate {
        var sql = ""
        var parameters: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let text): sql += text
            case .value(let value):
                parameters.append(value)
                switch (dialect, value) {
                case (.sqlite, _): sql += "?"
                case (.postgresql, .integer): sql += "$\(parameters.count)::bigint"
                case (.postgresql, .text): sql += "$\(parameters.count)::text"
                }
            }
        }
        return SQLPredicate(sql: sql, parameters: parameters)
    }
}
