/// Judges a YAML text by its indicators before any tree is built: the YAML library recurses on nesting and keeps every value.
enum YAMLRoom {
    /// Brackets open at once, or indicators or spaces that begin one line: more nest deeper than any plant.
    private static let openMax = 400
    private static let indentMax = 1_000

    /// Whether a text holds no more values than the budget and does not nest without bound. Quotes and comments are not told from the
    /// rest, so that it can only count too many; the limits are far above what text in quotes does.
    static func hasRoom(_ text: String, file: String, budget: Int, log: inout ProblemLog) -> Bool {
        var line = Line()
        var count = 0
        for byte in text.utf8 {
            line.take(byte)
            switch byte {
            case 0x0A, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ":"), UInt8(ascii: "-"),
                UInt8(ascii: "?"):
                count += 1
            default:
                break
            }
            if line.isTooDeep {
                log.add(
                    .tooDeep,
                    at: SourcePlace(file: file, line: line.number, column: 1),
                    "values nest deeper than \(Limits.depthMax) levels; expected fewer"
                )
                return false
            }
            if count > budget {
                log.add(
                    .tooManyValues,
                    at: SourcePlace(file: file, line: line.number, column: 1),
                    "more than \(Limits.valuesMax) values; expected a plant of fewer"
                )
                return false
            }
        }
        return true
    }

    /// What nests as of one line.
    private struct Line {
        var number = 1
        private var open = 0
        private var indicators = 0
        private var indent = 0
        private var isAtStart = true

        var isTooDeep: Bool { open > openMax || indicators > openMax || indent > indentMax }

        mutating func take(_ byte: UInt8) {
            switch byte {
            case 0x0A:
                number += 1
                (indicators, indent, isAtStart) = (0, 0, true)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                isAtStart = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                open = max(0, open - 1)
                isAtStart = false
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                if isAtStart { indicators += 1 }
            case UInt8(ascii: " "):
                if isAtStart { indent += 1 }
            default:
                isAtStart = false
            }
        }
    }
}
