internal import Cedar
internal import Journal
public import PlantModel
public import Storage

/// What the control log says of policies and persons: what a restart must not forget.
///
/// It is read from the tables that ``Projection`` makes of the control log. What cannot be read any more, since it was shredded, is taken for what gives least: a person of whom the newest that is
/// recorded cannot be read has no facts, and policies of which the newest adoption cannot be read have to be adopted again.
public struct ControlRecord: Sendable {
    /// An adoption of policies.
    public struct Adoption: Hashable, Sendable {
        /// Which one it was, counted over all starts.
        public let epoch: UInt64
        /// The hash of what was decided by on its day.
        public let digest: String
        /// The day as of which it was taken.
        public let day: Day
        /// The hash of the released files; nil for policies that came otherwise.
        public let release: String?
    }

    struct Person: Sendable {
        let id: String
        /// Nil for whoever was dismissed, or of whom the newest cannot be read.
        let facts: PersonFacts?
        let version: UInt64
        let aggregate: AggregateID
    }

    /// The newest adoption; nil where there was none, or it cannot be read.
    public let adoption: Adoption?
    let persons: [Person]
    /// The greatest numbers that were given.
    let versions: UInt64
    let adoptions: UInt64
    /// The newest time of what was read since the clock was last said to be right, in milliseconds since 1970.
    let latest: UInt64

    /// Nothing was recorded yet.
    public static let empty = ControlRecord(adoption: nil, persons: [], versions: 0, adoptions: 0, latest: 0)

    private init(
        adoption: Adoption?,
        persons: [Person],
        versions: UInt64,
        adoptions: UInt64,
        latest: UInt64
    ) {
        self.adoption = adoption
        self.persons = persons
        self.versions = versions
        self.adoptions = adoptions
        self.latest = latest
    }

    /// Reads the views of the control compartment, which have to be up to its log.
    /// - Throws: `storage`.
    /// - Complexity: with the number of recorded changes of persons' facts.
    public init(reading views: any ViewStore) throws(BoundaryError) {
        let corrected = try Self.correction(in: views)
        var latest = corrected?.time ?? 0
        func note(_ time: Int64, _ sequence: Int64) {
            if sequence > corrected?.sequence ?? -1 { latest = max(latest, UInt64(clamping: time)) }
        }
        var versions: UInt64 = 0
        var newest: [AggregateID: (sequence: Int64, version: UInt64, event: PersonEvent)] = [:]
        var unread: [AggregateID: Int64] = [:]
        try Self.rows(of: Self.personTable, in: views) { row in
            guard case .integer(let sequence) = row[0], case .integer(let time) = row[1],
                case .bytes(let bytes) = row[2],
                case .text(let kind) = row[3], let aggregate = AggregateID(bytes)
            else { return }
            note(time, sequence)
            guard case .bytes(let payload) = row[4], let event = PersonEvent(kind, payload) else {
                unread[aggregate] = max(unread[aggregate] ?? 0, sequence)
                return
            }
            versions = max(versions, event.version)
            if let known = newest[aggregate], known.version > event.version { return }
            newest[aggregate] = (sequence, event.version, event)
        }
        var persons: [String: Person] = [:]
        for (aggregate, known) in newest {
            // What is shredded is shredded by the month, so that whatever was recorded beside it is gone as well.
            let isNewest = known.sequence > unread[aggregate] ?? -1
            let person = Person(
                id: known.event.person,
                facts: isNewest ? known.event.facts : nil,
                version: known.version,
                aggregate: aggregate
            )
            if let other = persons[person.id], other.version > person.version { continue }
            persons[person.id] = person
        }
        var adoptions: UInt64 = 0
        var last: (sequence: Int64, adoption: Adoption?) = (-1, nil)
        try Self.rows(of: Self.policyTable, in: views) { row in
            guard case .integer(let sequence) = row[0], case .integer(let time) = row[1] else { return }
            note(time, sequence)
            var adoption: Adoption?
            if case .bytes(let payload) = row[2] { adoption = Adoption(payload) }
            adoptions = max(adoptions, adoption?.epoch ?? 0)
            // Of two at once the one with the greater number counted, whichever was recorded first.
            if let known = last.adoption, let adoption, adoption.epoch < known.epoch { return }
            if sequence > last.sequence { last = (sequence, adoption) }
        }
        self.init(
            adoption: last.adoption,
            persons: persons.values.sorted { $0.version < $1.version },
            versions: versions,
            adoptions: adoptions,
            latest: latest
        )
    }

    /// When the clock was last said to be right, however late what was recorded before claims to be.
    private static func correction(in views: any ViewStore) throws(BoundaryError) -> (sequence: Int64, time: UInt64)? {
        var last: (sequence: Int64, time: UInt64)?
        try rows(of: clockTable, in: views) { row in
            guard case .integer(let sequence) = row[0], case .integer(let time) = row[1] else { return }
            last = (sequence, UInt64(clamping: time))
        }
        return last
    }

    /// Gives every row of a table in the order of the log.
    private static func rows(of table: ViewTable, in views: any ViewStore, _ read: ([ViewValue]) -> Void)
        throws(BoundaryError)
    {
        var after: [ViewValue]?
        repeat {
            let query = ViewQuery(
                table.name,
                columns: table.columns.map(\.name),
                after: after,
                limit: ViewQuery.limitMax
            )
            let rows: [[ViewValue]]
            do throws(StorageError) {
                rows = try views.writerRows(query)
            } catch {
                throw BoundaryError(.storage, "the views of the control log cannot be read", cause: error)
            }
            rows.forEach(read)
            after = rows.count == ViewQuery.limitMax ? rows.last.map { [$0[0]] } : nil
        } while after != nil
    }
}

/// What one event says of a person.
private struct PersonEvent {
    let person: String
    let version: UInt64
    let facts: PersonFacts?

    init?(_ kind: String, _ payload: [UInt8]) {
        guard let node = try? JSONNode(parsing: payload, file: kind) else { return nil }
        switch kind {
        case ControlRecord.factsKind:
            guard let read = PersonFacts.reading(node) else { return nil }
            self.init(person: read.facts.id, version: read.version, facts: read.facts)
        case ControlRecord.dismissedKind:
            guard let person = node["person"]?.text, let version = node["version"]?.count else { return nil }
            self.init(person: person, version: version, facts: nil)
        default: return nil
        }
    }

    private init(person: String, version: UInt64, facts: PersonFacts?) {
        self.person = person
        self.version = version
        self.facts = facts
    }
}

extension ControlRecord.Adoption {
    fileprivate init?(_ payload: [UInt8]) {
        guard let node = try? JSONNode(parsing: payload, file: ControlRecord.adoptedKind),
            let epoch = node["epoch"]?.count, let digest = node["digest"]?.text,
            let day = node["day"]?.text.flatMap({ Day($0) })
        else { return nil }
        self.init(epoch: epoch, digest: digest, day: day, release: node["release"]?.text)
    }
}
