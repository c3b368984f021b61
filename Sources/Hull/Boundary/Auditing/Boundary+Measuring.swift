internal import Classification
internal import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Records of a compartment that are looked through for markings, of each kind, at most.
    public static let lookedThroughMax = 5_000
    /// Lines of each kind that an answer has at most for a program; the counts go on.
    public static let doubtsMax = 200

    /// How the classification of programs shows: refusals that were permitted later and records restricted more than the plan says, which speak of too much;
    /// markings in records that say more than their labels, and content of what is restricted more in records that nothing marks, which speak of too little. With the lines behind each count, as far as the asker may see.
    /// - Parameters:
    ///   - programs: the programs of this instance, with their compartments.
    ///   - days: how many days of the trail are looked at.
    ///   - asked: how often access was asked for in these days, by program.
    /// - Throws: `failed`: `invalidQuestion` where there are more than ``talliedMax`` events in these days.
    /// - Complexity: with the events of the days and the records that are looked through. Blocks while the stores read.
    public func classification<Way: Channel>(
        of programs: [String: CompartmentName],
        days: Int,
        asked: [String: Int],
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var measures: [ClassificationMeasure] = []
        var grants: [LaterGrant] = []
        var doubts: [LabelDoubt] = []
        do throws(BoundaryError) {
            let world = try world()
            let question = TallyQuestion(.denied, until: clock.now, days: days)
            for compartment in Set(programs.values).sorted() {
                let events = try trail(question, in: compartment, for: subject, channel, whereabouts)
                let labels = try self.doubts(in: compartment, world, for: subject, channel, whereabouts)
                for program in programs.filter({ $0.value == compartment }).keys.sorted() {
                    let label = world.label(of: .auditTrail, program: program)
                    guard !label.label.isSealed else { continue }
                    let own = events.filter { $0.programs.contains(program) }
                    let found = labels.found.filter { $0.programs.contains(program) }
                    let later = LaterGrants(own)
                    grants += try lines(later, of: program, in: compartment)
                    doubts += try lines(found, of: program, in: compartment)
                    let origin = RecordOrigin(
                        id: AccessReviewSheet.id(of: program),
                        compartment: compartment,
                        label: label
                    )
                    measures.append(
                        Self.measure(of: program, own, later, asked[program] ?? 0, found, labels, origin)
                    )
                }
            }
        } catch {
            throw .failed(error)
        }
        return try await releaseTogether(
            measures,
            grants,
            doubts,
            to: subject,
            through: channel,
            from: whereabouts
        )
    }

    private static func measure(
        of program: String,
        _ events: [TrailEvent],
        _ later: LaterGrants,
        _ asked: Int,
        _ found: [LabelDoubts.Line],
        _ labels: LabelDoubts,
        _ origin: RecordOrigin
    ) -> ClassificationMeasure {
        let refused = events.filter { $0.outcome == .denied }
        let counts: [Int] = [
            refused.count, Set(refused.map(\.subject)).count, later.lines.count, asked,
            found.filter { $0.doubt == .abovePlan }.count, found.filter { $0.doubt == .markedBeyond }.count,
            found.filter { $0.doubt == .derivedBeyond }.count, labels.lookedThrough,
        ]
        var values: [ViewValue] = [.text(program)]
        values += counts.map { ViewValue.integer(Int64($0)) }
        values.append(.text(labels.isWhole ? "whole" : "part"))
        return ClassificationMeasure(origin, values)
    }

    private func lines(_ later: LaterGrants, of program: String, in compartment: CompartmentName)
        throws(BoundaryError) -> [LaterGrant]
    {
        var lines: [LaterGrant] = []
        for line in later.lines.prefix(Self.doubtsMax) {
            let origin = RecordOrigin(id: try newID(), compartment: compartment, label: line.label)
            lines.append(LaterGrant(origin, ([program] + line.texts).map { ViewValue.text($0) }))
        }
        return lines
    }

    private func lines(_ found: [LabelDoubts.Line], of program: String, in compartment: CompartmentName)
        throws(BoundaryError) -> [LabelDoubt]
    {
        var lines: [LabelDoubt] = []
        for doubt in LabelDoubts.Doubt.allCases {
            for line in found.filter({ $0.doubt == doubt }).prefix(Self.doubtsMax) {
                let origin = RecordOrigin(id: try newID(), compartment: compartment, label: line.label)
                let texts = [doubt.rawValue, program] + line.texts
                lines.append(LabelDoubt(origin, texts.map { ViewValue.text($0) }))
            }
        }
        return lines
    }

    /// What left and what was refused, oldest first, as far as the asker may see it.
    private func trail<Way: Channel>(
        _ question: TallyQuestion,
        in compartment: CompartmentName,
        for subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> [TrailEvent] {
        guard let trail = try readableTrail(in: compartment, for: subject, channel, whereabouts),
            let first = question.days.first
        else { return [] }
        var events: [TrailEvent] = []
        for outcome in AccessEvent.Outcome.allCases {
            try trail.pages(of: outcome, from: first, ["label", "subject", "kind", "policies", "record"]) {
                rows throws(BoundaryError) in
                for row in rows {
                    let texts = ([row[1]] + row[4...7]).compactMap { value -> String? in
                        if case .text(let text) = value { text } else { nil }
                    }
                    guard texts.count == 5 else { continue }
                    events.append(TrailEvent(outcome, trail.rows.label(row[3]), texts))
                }
                guard events.count <= Self.talliedMax else {
                    throw BoundaryError(
                        .invalidQuestion,
                        "more than \(Self.talliedMax) events are in these days; ask for fewer"
                    )
                }
            }
        }
        return events
    }
}

/// An event of the trail, as far as it is measured.
private struct TrailEvent {
    let outcome: AccessEvent.Outcome
    let label: SharedLabel
    let programs: Set<String>
    let at: String
    let subject: String
    let kind: String
    let policies: String
    let record: String

    /// - Parameter texts: when, who, the kind of record, the policies, the record.
    init(_ outcome: AccessEvent.Outcome, _ label: SharedLabel, _ texts: [String]) {
        self.outcome = outcome
        self.label = label
        programs = label.label.values(in: "program")
        (at, subject, kind, policies, record) = (texts[0], texts[1], texts[2], texts[3], texts[4])
    }
}

/// Who was refused a kind of record of a program and got that kind later.
private struct LaterGrants {
    let lines: [(label: SharedLabel, texts: [String])]

    private struct Key: Hashable {
        let subject: String
        let kind: String
    }

    init(_ events: [TrailEvent]) {
        var refused: [Key: TrailEvent] = [:]
        for event in events where event.outcome == .denied {
            let key = Key(subject: event.subject, kind: event.kind)
            if refused[key].map({ event.at < $0.at }) ?? true { refused[key] = event }
        }
        var granted: [Key: TrailEvent] = [:]
        for event in events where event.outcome == .released {
            let key = Key(subject: event.subject, kind: event.kind)
            guard let before = refused[key], event.at > before.at else { continue }
            if granted[key].map({ event.at < $0.at }) ?? true { granted[key] = event }
        }
        lines = granted.compactMap { key, event in
            refused[key].map { before in
                (
                    before.label.join(event.label),
                    [key.subject, key.kind, before.at, event.at, before.policies, before.record]
                )
            }
        }.sorted { $0.texts.lexicographicallyPrecedes($1.texts) }
    }
}
