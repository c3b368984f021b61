import Cedar
import Yams

/// Reads YAML nodes as what the format says they are, and collects every problem with its place.
struct PlantReader {
    /// A mapping with its keys checked.
    struct Fields {
        let values: [String: Node]
        let place: SourcePlace

        subscript(key: String) -> Node? { values[key] }
    }

    /// Problems reported at most; more are counted.
    static let problemsMax = 200
    /// Whole numbers above this are refused.
    static let numberMax = 1_000_000_000

    let file: String
    private(set) var problems: [PlantProblem] = []
    private(set) var omitted = 0

    init(file: String) { self.file = file }

    mutating func report(_ code: ProblemCode, _ place: SourcePlace, _ message: String, suggestion: String? = nil) {
        if problems.count < Self.problemsMax {
            problems.append(PlantProblem(code, at: place, message, suggestion: suggestion))
        } else {
            omitted += 1
        }
    }

    func place(_ node: Node) -> SourcePlace {
        guard let mark = node.mark else { return SourcePlace(file: file) }
        return SourcePlace(file: file, line: mark.line, column: mark.column)
    }

    mutating func fields(_ node: Node, _ what: String, _ keys: [String]) -> Fields {
        guard case .mapping(let mapping) = node else {
            report(.wrongType, place(node), "\(what) must be a mapping with \(keys.joined(separator: ", "))")
            return Fields(values: [:], place: place(node))
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                report(.wrongType, place(key), "a key of \(what) must be a word")
                continue
            }
            guard keys.contains(name) else {
                report(
                    .unknownKey,
                    place(key),
                    "\(what) has no key '\(name)'",
                    suggestion: NearestName.to(name, in: keys)
                )
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                report(.duplicateID, place(key), "the key '\(name)' stands twice")
            }
        }
        return Fields(values: values, place: place(node))
    }

    mutating func list(_ node: Node?, _ what: String) -> [Node] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node else {
            report(.wrongType, place(node), "\(what) must be a list")
            return []
        }
        return Array(sequence)
    }

    /// A list of names; a single word counts as a list of one.
    mutating func names(_ node: Node?, _ what: String) -> [Located<String>] {
        guard let node else { return [] }
        if let word = node.scalar?.string { return [Located(word, place: place(node))] }
        return list(node, what).compactMap { element in
            text(element, what).map { Located($0, place: place(element)) }
        }
    }

    mutating func strings(_ node: Node?, _ what: String) -> [String] { names(node, what).map(\.value) }

    mutating func text(_ node: Node, _ what: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty else {
            report(.wrongType, place(node), "\(what) must be a word or a text that is not empty")
            return nil
        }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }) else {
            report(.badValue, place(node), "\(what) has a control character")
            return nil
        }
        return text
    }

    mutating func text(_ fields: Fields, _ key: String, _ what: String) -> String? {
        fields[key].flatMap { text($0, "\(key) of \(what)") }
    }

    mutating func required(_ fields: Fields, _ key: String, _ what: String) -> String {
        guard let node = fields[key] else {
            report(.missing, fields.place, "\(what) has no '\(key)'")
            return ""
        }
        return text(node, "\(key) of \(what)") ?? ""
    }

    mutating func integer(_ node: Node, _ what: String) -> Int? {
        guard let text = node.scalar?.string, let number = Int(text), number >= 0, number <= Self.numberMax else {
            report(.badValue, place(node), "\(what) must be a whole number from 0 to \(Self.numberMax)")
            return nil
        }
        return number
    }

    /// Hours, with decimals, as whole minutes.
    mutating func minutes(_ node: Node, _ what: String) -> Int? {
        guard let text = node.scalar?.string, let hours = Double(text), hours >= 0, hours <= 1_000_000 else {
            report(.badValue, place(node), "\(what) must be a number of hours from 0 to 1000000")
            return nil
        }
        return Int((hours * 60).rounded(.up))
    }

    mutating func flag(_ node: Node, _ what: String) -> Bool? {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            report(.wrongType, place(node), "\(what) must be true or false")
            return nil
        }
    }

    mutating func day(_ node: Node?, _ what: String) -> Day? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, let day = Day(text) else {
            report(.badValue, place(node), "\(what) must be a date such as 2027-03-31")
            return nil
        }
        return day
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ node: Node, _ what: String, _: Choice.Type)
        -> Choice?
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard let text = node.scalar?.string, let choice = Choice(rawValue: text) else {
            let found = node.scalar?.string ?? ""
            report(
                .badValue,
                place(node),
                "\(what) is '\(found)'; it must be one of \(names.joined(separator: ", "))",
                suggestion: NearestName.to(found, in: names)
            )
            return nil
        }
        return choice
    }

    /// A fact: a value, or a value with its evidence, or `unknown`.
    mutating func fact<Value: Sendable & Equatable>(
        _ node: Node?,
        _ what: String,
        _ read: (inout PlantReader, Node) -> Value?
    ) -> Fact<Value>? {
        guard let node else { return nil }
        if node.scalar?.string == "unknown" { return nil }
        guard case .mapping = node else { return read(&self, node).map { Fact($0, place: place(node)) } }
        let fields = self.fields(node, what, ["value", "evidence", "asOf", "expires", "owner"])
        guard let valueNode = fields["value"] else {
            report(.missing, fields.place, "\(what) has no 'value'")
            return nil
        }
        if valueNode.scalar?.string == "unknown" { return nil }
        return read(&self, valueNode).map { value in
            Fact(
                value,
                evidence: text(fields, "evidence", what),
                asOf: day(fields["asOf"], "asOf of \(what)"),
                expires: day(fields["expires"], "expires of \(what)"),
                owner: text(fields, "owner", what),
                place: fields.place
            )
        }
    }

    mutating func integerFact(_ node: Node?, _ what: String) -> Fact<Int>? { fact(node, what) { $0.integer($1, what) } }
    mutating func minutesFact(_ node: Node?, _ what: String) -> Fact<Int>? { fact(node, what) { $0.minutes($1, what) } }
    mutating func flagFact(_ node: Node?, _ what: String) -> Fact<Bool>? { fact(node, what) { $0.flag($1, what) } }
    mutating func namesFact(_ node: Node?, _ what: String) -> Fact<[String]>? {
        fact(node, what) { $0.strings($1, what) }
    }

    mutating func choiceFact<Choice: RawRepresentable & CaseIterable & Sendable & Equatable>(
        _ node: Node?,
        _ what: String,
        _ type: Choice.Type
    ) -> Fact<Choice>? where Choice.RawValue == String {
        fact(node, what) { $0.choice($1, what, type) }
    }

    mutating func countries(_ node: Node?, _ what: String) -> Fact<[String]>? {
        fact(node, what) { reader, node in
            reader.names(node, what).compactMap { reader.country($0.value, $0.place, what) }
        }
    }

    /// ISO 3166-1 alpha-2, by shape.
    mutating func country(_ text: String, _ place: SourcePlace, _ what: String) -> String? {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
            report(.badValue, place, "\(what) has '\(text)', which is no country code of two capital letters")
            return nil
        }
        return text
    }
}
