import PlantModel

/// The policies' answers as a table: who may not have which kind of records, and why not.
struct ReleaseJudge: Sendable {
    /// One who is asked about: an audience by a channel, or a system at a place.
    private enum Asked: Hashable, Sendable {
        case audience(String, FlowNode.Channel)
        case system(String)
    }

    /// What a permission stands as in the table.
    static let permitted = 0

    private(set) var facts: FlowFacts
    /// Distinct sets of obligations that refuse, by the number in the table; the first is empty and means that nothing refuses.
    private(set) var refusals: [[String]] = [[]]
    /// Policies that erred, each with its place; they refuse.
    private(set) var errors: Set<String> = []
    private var numbers: [[String]: Int] = [[]: ReleaseJudge.permitted]
    private var asked: [Asked] = []
    private var known: [Asked: Int] = [:]
    /// Answers by who asks and record; -1 where nobody asked yet.
    private var table: [[Int32]] = []

    init(_ facts: FlowFacts) { self.facts = facts }

    /// The row of an audience.
    mutating func row(of reader: FlowNode.Reader) -> Int { row(.audience(reader.audience, reader.channel)) }

    /// The row of a system at a place; nil where it cannot be asked there.
    mutating func row(of system: Plant.System, at hosting: Plant.System.Hosting) -> Int? {
        facts.kind(of: system, at: hosting).map { row(.system($0)) }
    }

    private mutating func row(_ one: Asked) -> Int {
        if let row = known[one] { return row }
        known[one] = asked.count
        asked.append(one)
        table.append([])
        return asked.count - 1
    }

    /// The number of the set of obligations that refuse a kind of records to a row; `permitted` where none does.
    mutating func refusal(_ row: Int, _ record: Int) -> Int {
        if table[row].count <= record {
            let missing = max(facts.records.count, record + 1) - table[row].count
            table[row] += [Int32](repeating: -1, count: missing)
        }
        if table[row][record] >= 0 { return Int(table[row][record]) }
        let answers =
            switch asked[row] {
            case .audience(let id, let channel): channel.asked.map { facts.view(record, by: id, channel: $0) }
            case .system(let kind): [facts.receive(record, by: kind)]
            }
        errors.formUnion(answers.flatMap(\.errors))
        let refusedBy = Set(answers.flatMap(\.refusedBy)).sorted()
        let number = numbers[refusedBy] ?? refusals.count
        if number == refusals.count {
            numbers[refusedBy] = number
            refusals.append(refusedBy)
        }
        table[row][record] = Int32(number)
        return number
    }
}
