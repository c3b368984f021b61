public import PlantModel

/// A fact that another system owns, as one statement of it.
public enum FactStatement: Hashable, Sendable {
    /// A gauge and its calibration.
    case gauge(GaugeStatement)
    /// A lot that was received.
    case lot(MaterialLotStatement)
    /// What a person is qualified for.
    case qualification(QualificationStatement)
    /// What a person was trained on.
    case training(TrainingStatement)
    /// What a site is accredited for.
    case accreditation(AccreditationStatement)
}

/// Facts of one kind as a file of comma-separated values, from the system that owns them. A file that is no table is refused whole; of one that is, each line
/// is taken or refused by itself, with its place.
///
/// Columns, `asOf` of each line in the place of that of the whole feed where it is given:
/// - gauges: `tag`, `description`, `calibrationDue`, `usable`;
/// - lots: `number`, `part`, `supplier`, `quantity`, `expires`, `usable`, `program` of one that is a program's alone;
/// - qualifications: `person`, `qualification`, `until`;
/// - trainings: `person`, `program`, `part`, `revision`, `trained`;
/// - accreditations: `process`, `site`, `accreditor`, `until`.
///
/// `usable` is `yes`, `no`, or nothing for yes; days are written `2026-11-24`.
public struct FactFeed: Sendable {
    /// What a feed is of.
    public enum Kind: String, CaseIterable, Sendable {
        /// Gauges and until when they are calibrated.
        case gauges
        /// Lots as they were received.
        case lots
        /// What persons are qualified for.
        case qualifications
        /// What persons were trained on.
        case trainings
        /// For which special processes sites are accredited.
        case accreditations
    }

    /// A line that could be read.
    struct Row: Sendable {
        let place: SourcePlace
        let statement: FactStatement
        let source: FactSource
    }

    let rows: [Row]
    /// What is wrong with the lines that could not be read, each with its place.
    public let problems: [String]

    /// Lines of one feed.
    static let rowsMax = 2_000

    /// Reads a feed.
    /// - Throws: `FeedProblems` where it is no table of the kind's columns, is empty or too long: nothing of it is read then.
    public init(_ text: String, of kind: Kind, file: String, source: String, asOf: Day) throws(FeedProblems) {
        let table: LocatedTable
        do throws(PlantProblems) {
            table = try LocatedTable(text, file: file, columns: FactRow.columns(of: kind))
        } catch {
            throw FeedProblems(error.problems.map(\.description))
        }
        guard (1...Self.rowsMax).contains(table.rows.count) else {
            throw FeedProblems(["\(file): \(table.rows.count) lines; a feed has 1 to \(Self.rowsMax)"])
        }
        var rows: [Row] = []
        var problems: [String] = []
        var seen: [[String?]: Int] = [:]
        for row in table.rows {
            var reader = FactRow(row)
            let statement = reader.statement(kind)
            let asOf = reader.day("asOf") ?? asOf.description
            let name = FactRow.names(of: kind).map { row[$0] }
            if let line = seen[name] {
                problems.append("\(row.place): it is about the same as line \(line)")
            } else if let statement, reader.problems.isEmpty {
                rows.append(Row(place: row.place, statement: statement, source: FactSource(source: source, asOf: asOf)))
            }
            seen[name] = seen[name] ?? row.place.line
            problems += reader.problems
        }
        self.rows = rows
        self.problems = problems
    }
}

/// Reads one line of a feed of facts.
private struct FactRow {
    private let row: LocatedTable.Row
    private(set) var problems: [String] = []

    init(_ row: LocatedTable.Row) { self.row = row }

    static func columns(of kind: FactFeed.Kind) -> [String] {
        switch kind {
        case .gauges: ["tag", "description", "calibrationDue", "usable", "asOf"]
        case .lots: ["number", "part", "supplier", "quantity", "expires", "usable", "program", "asOf"]
        case .qualifications: ["person", "qualification", "until", "asOf"]
        case .trainings: ["person", "program", "part", "revision", "trained", "asOf"]
        case .accreditations: ["process", "site", "accreditor", "until", "asOf"]
        }
    }

    /// The columns that say which fact it is.
    static func names(of kind: FactFeed.Kind) -> [String] {
        switch kind {
        case .gauges: ["tag"]
        case .lots: ["number", "part", "program"]
        case .qualifications: ["person", "qualification"]
        case .trainings: ["person", "program", "part", "revision"]
        case .accreditations: ["process", "site"]
        }
    }

    /// The statement; what is missing in it is among the problems.
    mutating func statement(_ kind: FactFeed.Kind) -> FactStatement? {
        switch kind {
        case .gauges:
            return .gauge(
                GaugeStatement(
                    tag: required("tag"),
                    description: required("description"),
                    calibrationDue: requiredDay("calibrationDue"),
                    isUsable: usable()
                )
            )
        case .lots:
            return .lot(
                MaterialLotStatement(
                    number: required("number"),
                    partNumber: required("part"),
                    supplier: required("supplier"),
                    quantity: quantity(),
                    expires: day("expires"),
                    isUsable: usable(),
                    program: row["program"]
                )
            )
        case .qualifications:
            return .qualification(
                QualificationStatement(
                    person: required("person"),
                    name: required("qualification"),
                    until: day("until")
                )
            )
        case .trainings:
            return .training(
                TrainingStatement(
                    person: required("person"),
                    program: required("program"),
                    partNumber: required("part"),
                    revision: required("revision"),
                    day: requiredDay("trained")
                )
            )
        case .accreditations:
            return .accreditation(
                AccreditationStatement(
                    process: required("process"),
                    site: required("site"),
                    accreditor: required("accreditor"),
                    until: requiredDay("until")
                )
            )
        }
    }

    private mutating func add(_ column: String, _ message: String) {
        problems.append("\(row.place(of: column)): \(message)")
    }

    private mutating func required(_ column: String) -> String {
        if row[column] == nil { add(column, "the \(column) is missing") }
        return row[column] ?? ""
    }

    private mutating func requiredDay(_ column: String) -> String {
        if row[column] == nil { add(column, "the \(column) is missing") }
        return day(column) ?? ""
    }

    mutating func day(_ column: String) -> String? {
        guard let text = row[column] else { return nil }
        guard let day = Day(text) else {
            add(column, "\(text.debugDescription) is no day such as 2026-11-24")
            return nil
        }
        return day.description
    }

    private mutating func quantity() -> Int {
        let text = required("quantity")
        guard let count = Int(text), count >= 0 else {
            if !text.isEmpty { add("quantity", "\(text.debugDescription) is no whole number") }
            return 0
        }
        return count
    }

    private mutating func usable() -> Bool {
        switch row["usable"] {
        case nil, "yes"?: return true
        case "no"?: return false
        case let text?:
            add("usable", "\(text.debugDescription); expected yes, no, or nothing for yes")
            return false
        }
    }
}
