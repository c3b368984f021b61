public import Boundary
internal import Journal
public import PlantModel
internal import Storage

/// When the register was fed last, and from where.
public struct RegisterReading: Hashable, Sendable {
    /// The source.
    public let source: String
    /// The day as of which it was: of a directory, the day of reading.
    public let asOf: Day
    /// How many persons it had.
    public let persons: Int
    /// The days after which the register has drifted unless it is fed again; nil where nobody said that it is.
    public let staleDays: Int?

    /// The last day on which it is not stale; nil where it never is.
    public var freshUntil: Day? {
        staleDays.flatMap { Day(millisecondsSince1970: asOf.millisecondsSince1970 + UInt64($0) * 86_400_000) }
    }
}

/// What the control log says of feeds. Payloads are sealed JSON.
enum RegisterEvent {
    /// The register was fed.
    struct Read: Codable, Sendable {
        static let kind = "register.read"
        let source: String
        let asOf: String
        let persons: Int
        let staleDays: Int?

        init(_ reading: RegisterReading) {
            source = reading.source
            asOf = reading.asOf.description
            persons = reading.persons
            staleDays = reading.staleDays
        }
    }
}

extension AccountProjection {
    /// One row: the last feed, wherever it came from.
    static let register = ViewTable(
        "register_reading",
        columns: [
            ViewColumn("register", .text), ViewColumn("source", .text), ViewColumn("as_of", .text),
            ViewColumn("persons", .integer), ViewColumn("stale_days", .integer, isNullable: true),
        ],
        key: ["register"],
        label: nil
    )

    /// The row of a feed; nil for an event of something else.
    static func registerChanges(for event: RecordedEvent) -> [RowChange]? {
        guard event.event.kind == RegisterEvent.Read.kind else { return nil }
        guard let read = AccountEvent.read(RegisterEvent.Read.self, event.payload) else { return [] }
        return [
            .put(
                table: register.name,
                row: [
                    .text("persons"), .text(read.source), .text(read.asOf), .integer(Int64(read.persons)),
                    read.staleDays.map { .integer(Int64($0)) } ?? .null,
                ]
            )
        ]
    }
}

extension SiteHull {
    /// When the register was fed last; nil where it never was, and of an instance that has no accounts.
    /// - Throws: `BoundaryError`.
    public func registerReading() throws(BoundaryError) -> RegisterReading? {
        let table = AccountProjection.register
        let query = ViewQuery(table.name, columns: table.columns.map(\.name), limit: 1)
        guard let row = try rows(query, in: control).first, case .text(let source) = row[1],
            case .text(let text) = row[2], let asOf = Day(text), case .integer(let persons) = row[3]
        else { return nil }
        var staleDays: Int?
        if case .integer(let days) = row[4] { staleDays = Int(days) }
        return RegisterReading(source: source, asOf: asOf, persons: Int(persons), staleDays: staleDays)
    }
}
