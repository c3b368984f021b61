internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// An auditor's bundle of the trail of one compartment: what somebody may see of it, with proofs, under the signed checkpoint.
public struct TrailBundle: AnswerRecord {
    /// The log's name, how many entries, the length of the log, and the bundle as `schemas/audit-bundle.schema.json` describes it.
    public static let shape = AnswerShape(
        "trail-bundle",
        [.init("origin"), .init("entries", .integer), .init("size", .integer), .init("bundle")]
    )
    /// Its kind.
    public static let kind = RecordKind<TrailBundle>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }

    /// Entries of a bundle at most.
    public static let entriesMax = 2_000
}

extension SiteHull {
    /// Events of access of a compartment that somebody may take away by a channel, with their payloads in clear, proofs and checkpoint, as
    /// one file under the join of all labels of the compartment, since the checkpoint tells how long the log is.
    /// - Parameter log: the id of the log, ``LogStanding/id(of:)``.
    /// - Throws: `notFound` for a log that is not here or of which nothing that was chosen may be taken; `failed`: `invalidQuestion` where more than
    ///   ``EvidenceChoice/eventsMax`` events would have to be looked through.
    /// - Complexity: with the number of events of the chosen days, and a proof for each entry; blocks while the log is read.
    public func trailBundle<Way: Channel>(
        _ choice: EvidenceChoice = EvidenceChoice(),
        of log: AggregateID,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        guard let compartment = compartments.first(where: { LogStanding.id(of: $0) == log }) else { throw .notFound }
        let bundle: TrailBundle?
        do {
            let found = try boundary.trail(choice, in: compartment, for: subject, channel, whereabouts)
            let said = choice.stated(found: found.chosen.found)
            bundle =
                try found.chosen.found == 0
                ? nil : self.bundle(found.chosen.sequences, said, found.label, log, in: compartment)
        } catch let error as BoundaryError {
            throw .failed(error)
        } catch {
            throw .failed(BoundaryError(.storage, "the log of \(compartment) cannot be read", cause: error))
        }
        guard let bundle else { throw .notFound }
        return try await boundary.release([bundle], to: subject, through: channel, from: whereabouts)
    }

    private func bundle(
        _ sequences: [UInt64],
        _ choice: AuditBundle.Choice,
        _ label: SharedLabel,
        _ id: AggregateID,
        in compartment: CompartmentName
    ) throws -> TrailBundle? {
        let log = try writer(of: compartment).log
        guard let stored = try StoredLog(log.store) else { return nil }
        var reader = LogReader(log)
        var entries: [AuditBundle.Entry] = []
        for sequence in sequences where sequence >= stored.first && sequence < stored.head.size {
            let range = sequence..<(sequence + 1)
            guard let entry = try stored.store.entries(range).first else { continue }
            entries.append(
                AuditBundle.Entry(
                    entry: entry.entry,
                    proof: try InclusionProof(index: sequence, size: stored.head.size, from: stored.tree),
                    opened: try reader.openedEvents(range).first?.opened
                )
            )
        }
        let bytes = try AuditBundle(checkpoint: stored.checkpoint, choice: choice, entries: entries).encoded()
        return TrailBundle(
            RecordOrigin(id: id, compartment: compartment, label: label),
            [
                .text(log.origin.text), .integer(Int64(entries.count)), .integer(Int64(clamping: stored.head.size)),
                .text(String(decoding: bytes, as: UTF8.self)),
            ]
        )
    }
}
