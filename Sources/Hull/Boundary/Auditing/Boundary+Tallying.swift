internal import Classification
internal import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

extension Boundary {
    /// Events that are counted for one answer.
    public static let talliedMax = 200_000

    /// Counts what left or was refused, by label, channel and day, over what the asker may see of the trail, and releases the counts. What is
    /// hidden counts for nothing.
    /// - Throws: `failed`: `invalidQuestion` where there are more than ``talliedMax`` events.
    /// - Complexity: with the number of events. Blocks while the stores read.
    public func tally<Way: Channel>(
        _ question: TallyQuestion,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var tallies: [AccessTally] = []
        do throws(BoundaryError) {
            let days = Dictionary(question.days.enumerated().map { ($1, $0) }) { first, _ in first }
            var left = Self.talliedMax
            for name in state.withLock({ $0.compartments.keys.sorted() }) {
                guard let trail = try readableTrail(in: name, for: subject, channel, whereabouts) else { continue }
                for (key, count) in try Self.counted(question, trail, &left) {
                    let place = RecordOrigin(id: try newID(), compartment: name, label: key.label)
                    tallies.append(
                        AccessTally(
                            place,
                            [
                                .text(key.day), .text(key.channel), .integer(Int64(count.events)),
                                .integer(count.records), .integer(Int64(days[key.day] ?? 0)),
                                .real(AccessTally.shade(count.events)),
                                .text(key.label.label.values(in: "program").sorted().joined(separator: ", ")),
                            ]
                        )
                    )
                }
            }
        } catch {
            throw .failed(error)
        }
        return try await release(tallies, to: subject, through: channel, from: whereabouts)
    }

    /// A random id, for what has none.
    func newID() throws(BoundaryError) -> AggregateID {
        guard let id = AggregateID(provider.randomBytes(16)) else {
            throw BoundaryError(.notJournaled, "the cryptographic module gave no 16 random bytes; replace it")
        }
        return id
    }

    private struct TallyKey: Hashable {
        let label: SharedLabel
        let channel: String
        let day: String
    }

    private typealias Count = (events: Int, records: Int64)

    /// The counts of one compartment, by label, channel and day.
    private static func counted(
        _ question: TallyQuestion,
        _ trail: TrailReading,
        _ left: inout Int
    ) throws(BoundaryError) -> [(key: TallyKey, count: Count)] {
        guard let first = question.days.first, let last = question.days.last else { return [] }
        var counts: [TallyKey: Count] = [:]
        // A space comes before a tilde: every moment of the last day is less.
        try trail.pages(of: question.outcome, from: first, before: last + "~", ["label", "channel", "records"]) {
            rows throws(BoundaryError) in
            left -= rows.count
            guard left >= 0 else {
                throw BoundaryError(.invalidQuestion, "more than \(talliedMax) events are in these days; ask for fewer")
            }
            for row in rows {
                guard case .text(let at) = row[1], case .text(let channel) = row[4],
                    case .integer(let records) = row[5]
                else { continue }
                let key = TallyKey(label: trail.rows.label(row[3]), channel: channel, day: String(at.prefix(10)))
                let known = counts[key] ?? (0, 0)
                counts[key] = (known.events + 1, known.records + records)
            }
        }
        return counts.map { ($0.key, $0.value) }.sorted {
            ($0.key.label.text, $0.key.channel, $0.key.day) < ($1.key.label.text, $1.key.channel, $1.key.day)
        }
    }
}
