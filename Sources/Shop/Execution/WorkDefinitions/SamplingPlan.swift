/// On which units of an order a characteristic is measured, as the definition declares it. It is written in one way everywhere, on forms, in data and in
/// what is approved:
///
/// - `every 5`: the first unit of the order, the sixth, and so on;
/// - `first and last`: of the units that were not cancelled;
/// - `table 8:2, 50:8, 500:13 by ANSI/ASQ Z1.4 II`: of an order of up to so many units so many, chosen by chance, by a table whose source is named;
/// - after any of them `; all after a failure until 5 good`: after a value out of its limits every unit is measured, until so many in a row are good, which
///   is how continuous sampling is tightened (H. F. Dodge, A Sampling Inspection Plan for Continuous Production, 1943).
public struct SamplingPlan: Hashable, Sendable, CustomStringConvertible {
    /// Which units are measured.
    enum Rule: Hashable, Sendable {
        case every(Int)
        case ends
        case table([Step], source: String)
    }

    /// Of an order of up to `units` units `sample` are measured.
    struct Step: Hashable, Sendable {
        let units: Int
        let sample: Int
    }

    let rule: Rule
    /// So many good values in a row end that every unit is measured; nil where a failure tightens nothing.
    let clearance: Int?

    static let stepsMax = 20
    /// The greatest interval, and the greatest clearance.
    static let numberMax = 1_000

    /// Reads a plan; nil for what is none.
    public init?(_ text: String) {
        guard WorkMasterContent.problems(name: text, "").isEmpty else { return nil }
        let parts = text.components("; ")
        guard parts.count <= 2, let rule = Self.rule(parts[0]) else { return nil }
        self.rule = rule
        if parts.count == 2 {
            let tail = parts[1]
            guard tail.hasPrefix("all after a failure until "), tail.hasSuffix(" good"),
                let clearance = Self.number(String(tail.dropFirst(26).dropLast(5)))
            else { return nil }
            self.clearance = clearance
        } else {
            clearance = nil
        }
    }

    private static func rule(_ text: String) -> Rule? {
        if text == "first and last" { return .ends }
        if text.hasPrefix("every ") { return number(String(text.dropFirst(6))).map { .every($0) } }
        guard text.hasPrefix("table "), let middle = text.firstRange(of: " by ") else { return nil }
        let source = String(text[middle.upperBound...])
        let written = String(text[..<middle.lowerBound].dropFirst(6)).components(", ")
        guard !source.isEmpty, written.count <= stepsMax else { return nil }
        var steps: [Step] = []
        for entry in written {
            let numbers = entry.components(":")
            guard numbers.count == 2, let units = number(numbers[0], upTo: JobOrderRequest.unitsMax),
                let sample = number(numbers[1], upTo: JobOrderRequest.unitsMax), sample <= units,
                steps.last.map({ $0.units < units && $0.sample <= sample }) ?? true
            else { return nil }
            steps.append(Step(units: units, sample: sample))
        }
        return .table(steps, source: source)
    }

    private static func number(_ text: String, upTo limit: Int = numberMax) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.first != 0x30, let number = Int(text),
            number <= limit
        else { return nil }
        return number
    }

    /// The plan as it is written.
    public var description: String {
        let rule =
            switch rule {
            case .every(let interval): "every \(interval)"
            case .ends: "first and last"
            case .table(let steps, let source):
                "table \(steps.map { "\($0.units):\($0.sample)" }.joined(separator: ", ")) by \(source)"
            }
        return clearance.map { "\(rule); all after a failure until \($0) good" } ?? rule
    }
}

extension SamplingPlan: Codable {
    /// Reads a plan as it is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let plan = SamplingPlan(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a plan is none that is known")
        }
        self = plan
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension String {
    /// What stands between separators; itself where there is none.
    fileprivate func components(_ separator: String) -> [String] {
        var (found, rest): ([String], Substring) = ([], self[...])
        while let range = rest.firstRange(of: separator) {
            found.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return found + [String(rest)]
    }
}
