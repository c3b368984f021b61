public import Boundary
public import PlantModel

/// A person as a feed has it: the facts that policies read, and the account.
public struct FedPerson: Hashable, Sendable {
    /// What the register is told.
    public let facts: PersonFacts
    /// The account, without rights to administer.
    public let account: Account
}

/// The person register as a file of comma-separated values from the personnel system, or as the entries of a directory. It is read whole or not at all; every
/// line or entry that is wrong is named.
///
/// Columns: `person`, `badge` and `name` on every line; `employer` and `role`; `usPerson`, `usCitizen`, `federalEmployee`, `dodEmployee` as `yes` or
/// `no`; `citizenships`, `residencies` as entries with days, apart by semicolons: `US; MX until 2011-03-04; DE from 1999-01-01`, or `none`; `needToKnow`
/// likewise, each with its sponsor, who is another person of the feed, and its last day: `VEH by p-7 until 2027-06-30`; `worksIn` as countries; `authorizations` as ids; `home`, the page that the person begins at. An empty cell says that it is not known, and what
/// is not known never permits.
public struct PersonFeed: Sendable {
    /// The persons, in the order of the lines.
    public let persons: [FedPerson]
    /// Where they come from.
    public let source: String
    /// The day as of which they were stated.
    public let asOf: Day

    /// Whether somebody stated that day of it, so that a person of whom the same is stated as of another day is stated anew. Of a directory that is read
    /// as it is at the moment, the register says when it was read last (``RegisterReading``).
    let statesDays: Bool

    static var columns: [String] { DirectoryFile.columnsOfRegister }
    /// Homes that there are.
    static let homes: Set<String> = [
        "operator", "engineer", "quality", "planner", "compliance", "auditor", "administrator",
    ]
    /// Lines of one feed.
    static let personsMax = 20_000

    /// Reads a feed.
    /// - Throws: `FeedProblems`, all of them.
    public init(_ text: String, file: String, source: String, asOf: Day) throws(FeedProblems) {
        try self.init(text, file: file, source: source, asOf: asOf, areSupposed: false)
    }

    /// - Parameter areSupposed: the facts are asked about and taken over by nobody.
    init(_ text: String, file: String, source: String, asOf: Day, areSupposed: Bool) throws(FeedProblems) {
        let table: LocatedTable
        do throws(PlantProblems) {
            table = try LocatedTable(text, file: file, columns: Self.columns)
        } catch {
            throw FeedProblems(error.problems.map(\.description))
        }
        try self.init(
            table.rows.map { PersonEntry($0, source: source, asOf: asOf) },
            from: file,
            source: source,
            asOf: asOf,
            areSupposed: areSupposed
        )
    }

    /// - Parameters:
    ///   - name: of the file or the directory, for what is of no one person.
    ///   - statesDays: whether the days as of which facts are stated are part of what is stated.
    ///   - problems: those that were found before.
    init(
        _ entries: [PersonEntry],
        from name: String,
        source: String,
        asOf: Day,
        statesDays: Bool = true,
        areSupposed: Bool = false,
        problems found: [String] = []
    ) throws(FeedProblems) {
        guard entries.count <= Self.personsMax else {
            throw FeedProblems(["\(name): \(entries.count) persons; at most \(Self.personsMax) in one feed"])
        }
        var problems = found
        var persons: [FedPerson] = []
        var seen: [String: [String: String]] = ["person": [:], "badge": [:]]
        for entry in entries {
            for column in ["person", "badge"] {
                guard let text = entry[column] else { continue }
                if let other = seen[column]?[text] {
                    problems.append("\(entry.place(of: column)): \(text.debugDescription) is \(other) already")
                }
                seen[column]?[text] = entry.standing
            }
            var reader = FeedRow(entry)
            if let person = reader.person(source: entry.source, asOf: entry.asOf, areSupposed: areSupposed) {
                persons.append(person)
            }
            problems += reader.problems
        }
        if !areSupposed { problems += Self.unknownSponsors(entries, persons) }
        if entries.isEmpty { problems.append("\(name): no persons; an empty feed would lock everybody out") }
        guard problems.isEmpty else { throw FeedProblems(problems) }
        self.persons = persons
        self.source = source
        self.asOf = asOf
        self.statesDays = statesDays
    }

    /// Needs to know whose sponsor the feed does not have: whoever left vouches for nothing.
    private static func unknownSponsors(_ entries: [PersonEntry], _ persons: [FedPerson]) -> [String] {
        let rows = Dictionary(entries.compactMap { row in row["person"].map { ($0, row) } }) { first, _ in first }
        return persons.flatMap { person in
            (person.facts.needToKnow ?? []).compactMap { need in
                guard let sponsor = need.vouchedBy, rows[sponsor] == nil, let row = rows[person.facts.id] else {
                    return nil
                }
                return
                    "\(row.place(of: "needToKnow")): \(need.value) is vouched for by \(sponsor.debugDescription), whom this feed does not have; name a person of it"
            }
        }
    }
}

/// Everything that is wrong with a feed; nothing of it was taken.
public struct FeedProblems: Error, Hashable, Sendable, CustomStringConvertible {
    /// One problem each, with its place.
    public let problems: [String]

    init(_ problems: [String]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.joined(separator: "\n") }
}
