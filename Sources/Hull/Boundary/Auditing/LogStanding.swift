internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// How far a log has come: under the labels of all that is in its compartment, since its length tells how much that is.
public struct LogStanding: AnswerRecord {
    /// The compartment; the log's name; its first entry that was not pruned; its length; the root of its tree; the signed checkpoint; the key that
    /// verifies it; what witnesses remember.
    public static let shape = AnswerShape(
        "log-standing",
        [
            .init("compartment"), .init("origin"), .init("first", .integer), .init("size", .integer), .init("root"),
            .init("checkpoint"), .init("verifier"), .init("witnesses"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<LogStanding>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }

    /// The id of a compartment's log, so that an address names no compartment: 16 bytes of a hash.
    public static func id(of compartment: CompartmentName) -> AggregateID {
        AggregateID(hashing: Array("bulkhead log v1\n\(compartment)".utf8))
    }
}

extension Boundary {
    /// What restricts all that is in a compartment, joined. Of more programs than a label can be asked about it is sealed.
    func labelOfAll(in compartment: CompartmentName) throws(BoundaryError) -> SharedLabel {
        guard let labels = state.withLock({ $0.compartments[compartment]?.labels.all.values }) else {
            throw .unknown(compartment)
        }
        // A label that cannot be read would hide the log from everybody; what carries it is hidden by itself.
        return Set(labels.map(\.label)).filter { !$0.label.isSealed }.reduce(SharedLabel(.unrestricted)) { $0.join($1) }
    }
}

extension SiteHull {
    /// How far the logs of this instance have come, of those whose whole trail somebody may see.
    /// - Throws: `failed`.
    public func logStandings<Way: Channel>(
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var standings: [LogStanding] = []
        for compartment in compartments {
            do {
                if let standing = try standing(of: compartment) { standings.append(standing) }
            } catch {
                throw .failed(BoundaryError(.storage, "the log of \(compartment) cannot be read", cause: error))
            }
        }
        return try await boundary.release(standings, to: subject, through: channel, from: whereabouts)
    }

    /// Nil for a log without entries.
    private func standing(of compartment: CompartmentName) throws -> LogStanding? {
        let log = try writer(of: compartment).log
        guard let stored = try StoredLog(log.store) else { return nil }
        return LogStanding(
            RecordOrigin(
                id: LogStanding.id(of: compartment),
                compartment: compartment,
                label: try boundary.labelOfAll(in: compartment)
            ),
            [
                .text("\(compartment)"), .text(log.origin.text), .integer(Int64(clamping: stored.first)),
                .integer(Int64(clamping: stored.head.size)), .text(stored.head.root.description),
                .text(String(decoding: stored.checkpoint.bytes, as: UTF8.self)),
                .text(log.keyring.verifiers.map(\.text).joined(separator: "\n")), .text(witnesses(of: compartment)),
            ]
        )
    }
}
