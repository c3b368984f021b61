internal import PlantModel

/// What a declared field may hold. A value that is none of its type is not guessed at.
enum FieldValue {
    /// Why a value is none of a type; nil where it is one. The reason tells nothing of the value.
    static func fault(of text: String, as field: Plant.Messages.Field) -> String? {
        guard text.utf8.count <= field.longest else { return "more than \(field.longest) bytes" }
        let isWell =
            switch field.type {
            case .text: text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0D].contains($0) }
            case .integer: isInteger(text)
            case .decimal: isDecimal(text)
            case .truth: text == "true" || text == "false"
            case .day: Day(text) != nil && text.utf8.count == 10
            case .time: isTime(text)
            }
        return isWell ? nil : "no \(field.type.rawValue)"
    }

    private static func isInteger(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || isDigit(first) else { return false }
        return Int64(text) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Digits with a sign, one point and an exponent, as JSON and most others write them.
    private static func isDecimal(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        func digits() -> Bool {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count > 0
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard digits() else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits(), text.utf8.count <= 40 else { return false }
        }
        return rest.isEmpty && text.utf8.count <= 400
    }

    /// RFC 3339, 5.6: a day, `T`, a time of day with or without fractions, `Z` or an offset.
    private static func isTime(_ text: String) -> Bool {
        guard text.utf8.count <= 40, Day(String(text.prefix(10))) != nil,
            let match = text.wholeMatch(
                of: /.{10}T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,9})?(Z|[+\-][0-9]{2}:[0-9]{2})/
            )
        else { return false }
        return (Int(match.1) ?? 99) < 24 && (Int(match.2) ?? 99) < 60 && (Int(match.3) ?? 99) <= 60
    }

    /// What stands for a value where a filter lets less through.
    static func written(_ text: String, _ way: CarriedFlow.Way) -> String {
        switch way {
        case .asItIs: text
        case .redacted: redactedWord
        case .generalized(.year): String(text.prefix(4))
        case .generalized(.month): String(text.prefix(7))
        case .generalized(.day): String(text.prefix(10))
        case .generalized(.tens): lowered(text, to: 10)
        case .generalized(.hundreds): lowered(text, to: 100)
        case .generalized(.thousands): lowered(text, to: 1_000)
        }
    }

    /// The word in the place of a redacted value.
    static let redactedWord = "[redacted]"

    /// The next lower multiple; of a number that is too long to be counted with, the word for redacted.
    private static func lowered(_ text: String, to step: Int64) -> String {
        guard let number = Double(text), number.magnitude < 1e15 else { return redactedWord }
        let whole = Int64(number.rounded(.down))
        let lower = whole >= 0 ? whole / step * step : -((-whole + step - 1) / step * step)
        return String(lower)
    }
}
