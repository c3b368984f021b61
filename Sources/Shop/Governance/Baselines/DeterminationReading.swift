internal import Boundary
internal import Cedar
internal import Classification
internal import PlantModel

/// Reads determinations from a file: a JSON list of objects.
///
///     [ { "rule": "capacity-by-week", "kind": "capacitySum", "author": "pat", "approvals": [ { "capacity": "exportOffice", "approver": "ed" } ],
///         "date": "2026-01-15", "reviewBy": "2027-01-15", "cite": "EC-2026-14", "programs": ["VEH", "NAV"],
///         "threshold": { "programs": 3, "customers": 2 }, "below": "reserved", "result": "", "resultClass": "capacity" } ]
///
/// `result` is the canonical text of the label that is left, empty for none. All problems are told at once, each with its place.
struct DeterminationReading {
    private let file: String
    private let schemes: Schemes
    private(set) var problems: [String] = []

    /// The most determinations of a file.
    static let countMax = 1_000

    private static let members: Set<String> = [
        "rule", "kind", "author", "approvals", "date", "reviewBy", "cite", "programs", "threshold", "below", "result",
        "resultClass",
    ]

    init(file: String, schemes: Schemes) {
        self.file = file
        self.schemes = schemes
    }

    mutating func read(_ bytes: [UInt8]) -> [Determination] {
        let root: JSONNode
        do throws(ParseError) {
            root = try JSONNode(parsing: bytes, file: file)
        } catch {
            problems.append("\(error)")
            return []
        }
        guard let elements = root.elements, elements.count <= Self.countMax else {
            fail(root, "a list of at most \(Self.countMax) determinations is expected")
            return []
        }
        return elements.compactMap { determination($0) }
    }

    private mutating func fail(_ node: JSONNode, _ message: String) {
        problems.append("\(file):\(node.position.line):\(node.position.column): \(message)")
    }

    private mutating func determination(_ node: JSONNode) -> Determination? {
        let before = problems.count
        checkMembers(of: node, Self.members)
        let rule = text("rule", of: node)
        let kind = text("kind", of: node)
        let author = text("author", of: node)
        let approvals = list("approvals", of: node).map { approval($0) }
        let date = day("date", of: node)
        let review = day("reviewBy", of: node)
        let cite = text("cite", of: node)
        let programs = list("programs", of: node).map { member($0, "a program's id") }
        let threshold = node["threshold"]
        if threshold == nil { fail(node, "threshold is missing") }
        let programsMin = threshold.map { count("programs", of: $0) }
        let customersMin = threshold.map { count("customers", of: $0) }
        let below = text("below", of: node)
        if Determination.Below(rawValue: below) == nil {
            fail(node["below"] ?? node, "below is `reserved` or `nothing`")
        }
        let resultClass = text("resultClass", of: node)
        if DataClass(rawValue: resultClass) == nil {
            let known = DataClass.allCases.map(\.rawValue).joined(separator: ", ")
            fail(node["resultClass"] ?? node, "resultClass is one of \(known)")
        }
        let written = node["result"]?.text
        let result = written.map { schemes.label(canonicalText: $0) } ?? .sealed
        // What is not understood stands there as a contradiction.
        if written == nil || result.canonicalText != written || result == .sealed || written?.contains("!") == true {
            fail(node["result"] ?? node, "result is the canonical text of a label that the catalogue knows")
        }
        guard problems.count == before, let date, let review, let below = Determination.Below(rawValue: below),
            let resultClass = DataClass(rawValue: resultClass)
        else { return nil }
        return Determination(
            rule: rule,
            kind: kind,
            author: author,
            approvals: approvals,
            date: date,
            reviewBy: review,
            cite: cite,
            programs: Set(programs),
            threshold: .init(programsMin: programsMin ?? 1, customersMin: customersMin ?? 1),
            below: below,
            result: result,
            resultClass: resultClass
        )
    }

    private mutating func approval(_ node: JSONNode) -> Determination.Approval {
        checkMembers(of: node, ["capacity", "approver"])
        return .init(capacity: text("capacity", of: node), approver: text("approver", of: node))
    }

    private mutating func checkMembers(of node: JSONNode, _ known: Set<String>) {
        guard case .object(let members) = node.kind else { return fail(node, "an object is expected") }
        for (key, value) in members where !known.contains(key.text) {
            fail(value, "\(key.text.debugDescription) is none of \(known.sorted().joined(separator: ", "))")
        }
    }

    private mutating func text(_ name: String, of node: JSONNode) -> String {
        guard let text = node[name]?.text, !text.isEmpty, text.utf8.count <= 1_000 else {
            fail(node[name] ?? node, "\(name) is a text of 1 to 1000 bytes")
            return ""
        }
        return text
    }

    private mutating func member(_ node: JSONNode, _ what: String) -> String {
        guard let text = node.text, !text.isEmpty else {
            fail(node, "\(what) is expected")
            return ""
        }
        return text
    }

    private mutating func list(_ name: String, of node: JSONNode) -> [JSONNode] {
        guard let elements = node[name]?.elements, elements.count <= Self.countMax else {
            fail(node[name] ?? node, "\(name) is a list")
            return []
        }
        return elements
    }

    private mutating func day(_ name: String, of node: JSONNode) -> Day? {
        let day = node[name]?.text.flatMap { Day($0) }
        if day == nil { fail(node[name] ?? node, "\(name) is a day such as 2026-01-15") }
        return day
    }

    private mutating func count(_ name: String, of node: JSONNode) -> Int {
        guard case .integer(let number)? = node[name]?.kind, (1...1_000).contains(number) else {
            fail(node[name] ?? node, "\(name) of the threshold is a number from 1 to 1000")
            return 1
        }
        return Int(number)
    }
}
