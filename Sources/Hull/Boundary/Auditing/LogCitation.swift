public import Journal
public import PlantModel
public import Storage

/// An entry of a log that something is cited for: its place, its hash, and what it says in clear. It is under the labels of all that is in the
/// compartment, since a place tells how much is recorded there.
public struct LogCitation: AnswerRecord {
    /// What is cited for, by the id of a record of the same answer; the log; the place in it; the hash of the leaf in base64, as proofs have it; the kind of
    /// event; when, in UTC.
    public static let shape = AnswerShape(
        "log-citation",
        [.init("about"), .init("log"), .init("sequence", .integer), .init("leaf"), .init("event"), .init("at")]
    )
    /// Its kind.
    public static let kind = RecordKind<LogCitation>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }

    /// Entries that are cited for one record at most: the newest.
    public static let entriesMax = 20
}

extension SiteHull {
    /// Entries of a compartment's log, to be released with the record that they are cited for. One that was pruned is left out.
    /// - Throws: `unknownCompartment`, `storage`.
    /// - Complexity: with the number of entries; blocks while they are read.
    public func citations(of sequences: [UInt64], in compartment: CompartmentName, for record: AggregateID)
        throws(BoundaryError) -> [LogCitation]
    {
        let label = try boundary.labelOfAll(in: compartment)
        let writer = try writer(of: compartment)
        let found: [[ViewValue]]
        do {
            let log = try writer.log
            found = try Set(sequences).sorted().suffix(LogCitation.entriesMax).compactMap { sequence -> [ViewValue]? in
                guard let stored = try log.store.entries(sequence..<(sequence + 1)).first else { return nil }
                let event = try Event(encoded: stored.entry)
                return [
                    .text(record.bytes.hexadecimal), .text(log.origin.text), .integer(Int64(clamping: sequence)),
                    .text(TreeHash.leaf(stored.entry).description), .text(event.kind),
                    .text(ClockText.moment(event.time)),
                ]
            }
        } catch {
            throw BoundaryError(.storage, "the log of \(compartment) cannot be read", cause: error)
        }
        var citations: [LogCitation] = []
        for values in found {
            let origin = RecordOrigin(id: try boundary.newID(), compartment: compartment, label: label)
            citations.append(LogCitation(origin, values))
        }
        return citations
    }

    /// The places in the control log of what is decided by since: the newest adoption of policies; none before there was one.
    /// - Throws: `storage`.
    public func adoptionPlaces() throws(BoundaryError) -> [UInt64] {
        try places(in: ControlRecord.policyTable, matching: [])
    }

    /// The places in the control log of the newest facts of the persons of whom a fact has ended before a day, by the name of the fact.
    /// - Throws: `storage`.
    /// - Complexity: with the number of persons, and a query for each who has such a fact.
    public func placesOfLapsedFacts(on day: Day) throws(BoundaryError) -> [String: [UInt64]] {
        var found: [String: [UInt64]] = [:]
        for (aggregate, names) in boundary.lapsedPersons(on: day) {
            let own = try places(
                in: ControlRecord.personTable,
                matching: [.init("aggregate", .equal, [.bytes(aggregate.bytes)])]
            )
            for name in names { found[name, default: []] += own }
        }
        return found
    }

    /// The newest row's place.
    private func places(in table: ViewTable, matching matches: [ViewQuery.Match]) throws(BoundaryError) -> [UInt64] {
        let query = ViewQuery(
            table.name,
            columns: ["sequence"],
            matches: matches,
            order: [ViewQuery.Order("sequence", descending: true)],
            limit: 1
        )
        return try rows(query, in: control).compactMap { row in
            if case .integer(let sequence)? = row.first { UInt64(exactly: sequence) } else { nil }
        }
    }
}
