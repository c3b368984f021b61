import Classification
import Foundation
import Gateway
import Journal
import LeakScan

/// Journals on their way into an index: their restricted records, and what gateways let out of them.
struct IndexedJournals {
    private let schemes: Schemes
    /// What gateways let out, of all journals that were read.
    private(set) var releases = ReleasedRecords()

    init(_ schemes: Schemes) { self.schemes = schemes }

    /// Reads the journal of a compartment and indexes its records; what was let out is added to ``releases``.
    mutating func read(
        _ location: AuditedStore,
        _ keys: String,
        _ siteKey: String,
        into indexing: inout KnownIndexing
    ) throws {
        var records = KnownRecords()
        var history = ReleaseHistory()
        var unread = 0
        let written = try AuditCommand.reporting {
            try AuditedStore.writtenLog(location.store, location.compartment)
        }
        // A compartment in which nothing happened yet has nothing that could be elsewhere.
        guard let log = written else { return }
        try AuditCommand.reporting {
            var reader = try location.reader(of: log, keys: keys, siteKey: siteKey)
            var next = log.first
            while next < log.head.size {
                let events = try reader.events(next..<log.head.size)
                if events.isEmpty { break }
                next += UInt64(events.count)
                for event in events {
                    if history.add(event) { continue }
                    guard let payload = event.payload, !payload.isEmpty else { continue }
                    let label = schemes.label(canonicalText: event.event.label)
                    if !records.add(kind: event.event.kind, label: label, json: payload) { unread += 1 }
                }
            }
        }
        if unread > 0 { Console.error("\(location.compartment): \(unread) records are no JSON and are not indexed") }
        for record in history.kept {
            releases.add(kept: values(record.values), of: record.flow)
        }
        try AuditCommand.reporting { try records.add(to: &indexing, named: location.compartment) }
        for message in history.messages { add(message, of: location.compartment) }
    }

    private mutating func add(_ message: LetOutMessage, of log: String) {
        releases.add(
            ReleasedMessage(
                flow: message.flow,
                destination: message.destination,
                number: message.number,
                log: log,
                entries: message.releases,
                delivered: message.delivered
            ),
            digest: message.digest,
            byteCount: message.byteCount,
            records: message.records.map { ReleasedRecords.Record(subject: $0.subject, values: values($0.values)) }
        )
    }

    private func values(_ values: [LetOutMessage.Value]) -> [ReleasedRecords.Value] {
        values.map { value in
            ReleasedRecords.Value(
                field: value.field,
                text: value.text,
                label: schemes.label(canonicalText: value.label)
            )
        }
    }
}
