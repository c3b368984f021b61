/// Serial numbers as people write many of them: one a line, or `VEH-101 to VEH-106`.
enum SerialList {
    /// More than an order has; a list is not made longer than that.
    static let countMax = 5_001

    /// The serials of a text, in order.
    /// - Throws: `RowProblems` for a range whose ends do not fit together.
    static func read(_ text: String) throws(RowProblems) -> [String] {
        var found: [String] = []
        var problems: [String] = []
        for (number, raw) in text.split(separator: "\n").enumerated() {
            let line = OperationFields.line(String(raw))
            if line.isEmpty { continue }
            guard let middle = line.firstRange(of: " to ") else {
                found.append(line)
                continue
            }
            let first = OperationFields.line(String(line[..<middle.lowerBound]))
            let last = OperationFields.line(String(line[middle.upperBound...]))
            if let serials = range(first, last) {
                found += serials.prefix(max(0, countMax - found.count))
            } else {
                problems.append(
                    "line \(number + 1): \(line.prefix(80).debugDescription) is no range; its ends are alike but for the number at the end, and the first is not greater"
                )
            }
            if found.count >= countMax || problems.count > 20 { break }
        }
        guard problems.isEmpty else { throw RowProblems(problems: problems) }
        return found
    }

    /// `A-08` and `A-11` have `A-09` and `A-10` between them; nil where the ends do not fit together.
    private static func range(_ first: String, _ last: String) -> [String]? {
        let (head, from) = split(first)
        let (other, to) = split(last)
        guard head == other, let low = Int(from), let high = Int(to), low <= high, high - low < countMax,
            from.utf8.count == to.utf8.count || from.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return (low...high).map { number in
            let digits = String(number)
            return head + String(repeating: "0", count: max(0, from.utf8.count - digits.utf8.count)) + digits
        }
    }

    /// What stands before the number at the end, and the number, of at most nine digits.
    private static func split(_ text: String) -> (head: String, digits: String) {
        let digits = text.utf8.reversed().prefix(9).prefix { (0x30...0x39).contains($0) }.count
        return (String(text.dropLast(digits)), String(text.suffix(digits)))
    }
}
