public import Journal

/// A message that a gateway let out, as a log has it.
public struct LetOutMessage: Hashable, Sendable {
    /// A record of it.
    public struct Record: Hashable, Sendable {
        /// What it is about: messages about the same are versions of one record.
        public let subject: String
        /// The values that left as they were taken, with the names of their fields.
        public let values: [Value]
    }

    /// A value of a record.
    public struct Value: Hashable, Sendable {
        /// Its field.
        public let field: String
        /// Itself.
        public let text: String
        /// What restricts it, in canonical text.
        public let label: String
    }

    /// The flow in the plant file.
    public let flow: String
    /// The system that it went to; nil in logs of before that was recorded.
    public let destination: String?
    /// Its number in the stream of its flow and program.
    public let number: Int64
    /// The SHA-256 hash of its bytes, in hexadecimal.
    public let digest: String
    /// Their number; nil in logs of before that was recorded.
    public let byteCount: Int?
    /// The entries of the log by which it was released.
    public let releases: [UInt64]
    /// When it lay at the destination, in milliseconds since 1970; nil where that is not recorded, so that it may not have left.
    public let delivered: UInt64?
    /// What was in it; none where its content was destroyed since, or what left was not recorded.
    public let records: [Record]
}

/// Of a record that a gateway took, what never left.
public struct KeptRecord: Hashable, Sendable {
    /// The flow in the plant file.
    public let flow: String
    /// The values, with the names of their fields.
    public let values: [LetOutMessage.Value]
}

/// What gateways let out of a compartment, and what they took and kept: read from its log, event by event, in order.
///
/// A message is told as soon as it had a number: cut short before the destination answered, it may have left.
public struct ReleaseHistory {
    private struct Staging {
        let staged: GatewayEvent.Staged
        var delivered: UInt64?
    }

    private var batches: [AggregateID: TakenBatch] = [:]
    private var labels: [AggregateID: String] = [:]
    private var stagings: [AggregateID: [Staging]] = [:]
    private var order: [AggregateID] = []

    /// Nothing yet.
    public init() {}

    /// Adds an event.
    /// - Returns: whether it is one of a gateway.
    public mutating func add(_ event: RecordedEvent) -> Bool {
        guard event.event.kind.hasPrefix("gateway.") else { return false }
        let id = event.event.aggregate
        switch event.event.kind {
        case GatewayEvent.taken, GatewayEvent.stopped:
            guard let payload = event.payload, let batch = TakenBatch(id: id.bytes, payload: payload) else { break }
            if stagings[id] == nil, batches[id] == nil { order.append(id) }
            (batches[id], labels[id]) = (batch, event.event.label)
        case GatewayEvent.staged:
            guard let staged = GatewayEvent.read(GatewayEvent.Staged.self, event.payload) else { break }
            if stagings[id] == nil, batches[id] == nil { order.append(id) }
            stagings[id, default: []].append(Staging(staged: staged))
        case GatewayEvent.delivered:
            guard let last = stagings[id]?.indices.last else { break }
            stagings[id]?[last].delivered = event.event.time
        default: break
        }
        return true
    }

    /// All messages that left or may have, those of each batch in their order.
    public var messages: [LetOutMessage] {
        order.flatMap { id in (stagings[id] ?? []).map { message($0, of: batches[id]) } }
    }

    /// What was taken and never left: records that stayed, and of the others the fields that did. Of messages of before it was recorded what left nothing is told.
    public var kept: [KeptRecord] {
        order.flatMap { id -> [KeptRecord] in
            let leavings = (stagings[id] ?? []).map(\.staged.leaving)
            guard let batch = batches[id], !leavings.contains(nil) else { return [] }
            var shown: [Int: Set<String>] = [:]
            for leaving in leavings {
                for group in leaving?.records ?? [] {
                    for place in group.places { shown[place, default: []].formUnion(group.fields) }
                }
            }
            // What was stopped is a batch of its own, and is told as that.
            let rest = Set(AggregateID(GatewayID.rest(of: batch.id)).flatMap { batches[$0] }?.records ?? [])
            return batch.records.indices.compactMap { place in
                if shown[place] == nil, rest.contains(batch.records[place]) { return nil }
                let kept = Self.values(batch, place, isPlaced: nil) { field in
                    shown[place]?.contains(field) == true ? nil : labels[id] ?? "*"
                }
                return kept.isEmpty ? nil : KeptRecord(flow: batch.flow, values: kept)
            }
        }
    }

    private func message(_ staging: Staging, of batch: TakenBatch?) -> LetOutMessage {
        let (staged, leaving) = (staging.staged, staging.staged.leaving)
        return LetOutMessage(
            flow: staged.flow,
            destination: leaving?.destination,
            number: staged.number,
            digest: staged.digest,
            byteCount: leaving?.byteCount,
            releases: leaving?.releases ?? [],
            delivered: staging.delivered,
            records: batch.flatMap { batch in leaving.map { Self.records(batch, $0) } } ?? []
        )
    }

    private static func records(_ batch: TakenBatch, _ leaving: GatewayEvent.Leaving) -> [LetOutMessage.Record] {
        leaving.records.flatMap { shown in
            shown.places.compactMap { place in
                guard batch.records.indices.contains(place) else { return nil }
                return record(batch, place, Set(shown.fields), leaving)
            }
        }
    }

    private static func record(
        _ batch: TakenBatch,
        _ place: Int,
        _ shown: Set<String>,
        _ leaving: GatewayEvent.Leaving
    ) -> LetOutMessage.Record {
        let subject = batch.fields.firstIndex(of: leaving.about).flatMap { batch.records[place].values[$0] }
        return LetOutMessage.Record(
            subject: subject ?? "\(batch.id) \(place)",
            values: values(batch, place, isPlaced: leaving.isPlaced) { field in
                shown.contains(field) ? leaving.labels[field] ?? "*" : nil
            }
        )
    }

    /// - Parameters:
    ///   - isPlaced: whether values are texts with places; nil where that is not known, and is told by each value.
    ///   - label: what restricts the values of a field; nil of one that is not asked for.
    private static func values(
        _ batch: TakenBatch,
        _ place: Int,
        isPlaced: Bool?,
        label: (String) -> String?
    ) -> [LetOutMessage.Value] {
        zip(batch.fields, batch.records[place].values).flatMap { name, value -> [LetOutMessage.Value] in
            guard let value, let label = label(name) else { return [] }
            let placed = isPlaced == false ? [] : PlacedTexts.texts(value).map(\.text)
            let texts = placed.isEmpty && isPlaced != true ? [value] : placed
            return texts.map { LetOutMessage.Value(field: name, text: $0, label: label) }
        }
    }
}
