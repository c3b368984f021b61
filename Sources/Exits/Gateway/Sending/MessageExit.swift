@_spi(Exits) internal import Boundary
internal import Classification
internal import ContentScan
internal import Crypto
internal import Foundation
internal import PlantModel
internal import Storage

/// Where a release of a flow's records becomes a message: the same release gives the same bytes.
///
/// What it says hangs on the declared fields and on what was released of them alone: a field that is withheld and one that is absent
/// are written alike. Before it is a message the content is looked into once more, as anything that leaves: markings that say more than the
/// label of what was released, and what nobody looked into, stop the record that they stand in.
struct MessageExit: Exit {
    let flow: CarriedFlow
    let channel: Connector
    let boundary: Boundary
    let clock: any PlantClock
    let scanner: ContentScanner
    /// The message; nil where nothing was released.
    private(set) var message: OutgoingMessage?
    /// What of the records the message carries away.
    private(set) var leaving: GatewayEvent.Leaving?
    /// The entries of the log that released what was collected.
    private var releases: [UInt64] = []
    /// What stays.
    private(set) var stopped: [StoppedRecord] = []

    init(
        _ flow: CarriedFlow,
        through channel: Connector,
        of boundary: Boundary,
        clock: any PlantClock,
        scanner: ContentScanner
    ) {
        self.flow = flow
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.scanner = scanner
    }

    /// Notes what stays for another reason than what was found in it.
    mutating func stop(_ records: [StoppedRecord]) { stopped += records }

    /// Of a message in parts, what stayed of one was told and is no concern of the next.
    mutating func forgetStopped() { stopped = [] }

    /// What leaves of releases that were collected, before it is a message.
    private(set) var rows: [Row] = []
    /// What restricts all that was collected so far.
    private(set) var label: Label = .unrestricted

    /// Bytes of what was collected and is no message yet.
    var collectedBytes: Int { rows.reduce(0) { $0 + $1.bytes.count } }

    private var request: ExitRequest<Connector> {
        ExitRequest(recipient: .system(flow.destination), channel: channel, at: boundary, clock)
    }

    mutating func send(_ release: consuming Release<Connector>) async throws {
        try await collect(release)
        compose(isStaged: true)
    }

    /// Takes what leaves of a release for a message that several are put together to, such as those of several programs in one answer.
    /// - Parameter places: where each record of the batch stands in the message; as in the batch where nothing is said.
    mutating func collect(_ release: consuming Release<Connector>, at places: [Int]? = nil) async throws {
        releases += release.receipts.map(\.sequence)
        let content = try release.open(for: request)
        let marking = marking(of: content.label)
        var rows: [Row] = []
        rows.reserveCapacity(content.records.count)
        for (fields, identity) in zip(content.records, content.identities) {
            // A record of which the system may only know that it is there is no record of a message.
            guard let id = identity.id else { continue }
            let place = TakenBatch.place(of: id)
            rows.append(row(fields, place: places.map { $0[place] } ?? place, marking: marking))
        }
        guard !rows.isEmpty else { return }
        if !opinion(of: words(rows), under: content.label).isEmpty {
            rows.removeAll { row in
                let findings = opinion(of: words([row]), under: content.label)
                if !findings.isEmpty { stopped.append(StoppedRecord(place: row.place, findings: findings)) }
                return !findings.isEmpty
            }
            // What stands in several records together and in none alone.
            let rest = opinion(of: words(rows), under: content.label)
            if !rest.isEmpty {
                stopped += rows.map { StoppedRecord(place: $0.place, findings: rest) }
                rows = []
            }
        }
        guard !rows.isEmpty else { return }
        self.rows += rows
        label = label.join(content.label)
    }

    /// Makes a message of what was collected, in the order of places; none where nothing leaves.
    /// - Parameters:
    ///   - isFirst: it is not the later part of a message; `isLast`: it is not the earlier part of one.
    ///   - isStaged: what it carries away is recorded when it is staged; an answer is recorded by its releases.
    mutating func compose(isFirst: Bool = true, isLast: Bool = true, isStaged: Bool = false) {
        message = nil
        leaving = nil
        defer { releases = [] }
        guard !rows.isEmpty else { return }
        rows.sort { $0.place < $1.place }
        message = made(
            flow.format.frame.part(rows.map(\.bytes), isFirst: isFirst, isLast: isLast),
            marking(of: label),
            recordCount: rows.count,
            for: request
        )
        if isStaged { leaving = message.map { carriedAway(in: $0) } }
        rows = []
    }

    /// A message without records, for a number that was given to one that may not leave any more: its receiver misses none.
    mutating func sendNothing() {
        message = made(message([]), marking(of: .unrestricted), recordCount: 0, for: request)
        leaving = message.map { carriedAway(in: $0) }
    }

    /// What the rows that were collected carry away of their records: fields that are written as they were taken and are there.
    private func carriedAway(in message: OutgoingMessage) -> GatewayEvent.Leaving {
        let outputs = flow.outputs.enumerated().filter { $0.element.way == .asItIs }
        // By what is there of each, in the order of the rows.
        let places = Dictionary(grouping: rows) { row in outputs.map { row.values[$0.offset] != nil } }
        let shown = places.map { isThere, rows in
            GatewayEvent.Leaving.Shown(
                fields: zip(outputs, isThere).compactMap { $1 ? $0.element.field.name : nil },
                places: rows.map(\.place)
            )
        }.sorted { ($0.places.first ?? 0) < ($1.places.first ?? 0) }
        return GatewayEvent.Leaving(
            destination: flow.destination,
            byteCount: message.file.byteCount,
            about: flow.messages.about.value,
            isPlaced: flow.format.isPlaced,
            releases: releases,
            records: shown
        )
    }

    private func made(
        _ bytes: [UInt8],
        _ marking: [String],
        recordCount: Int,
        for request: ExitRequest<Connector>
    ) -> OutgoingMessage {
        let file = ReleasedFile(
            bytes,
            name: flow.id + "." + flow.format.suffix,
            mediaType: flow.format.mediaType,
            banner: marking.first ?? "",
            for: request
        )
        return OutgoingMessage(
            flow: flow,
            file: file,
            digest: Array(SHA256.hash(data: Data(bytes))).hexadecimal,
            recordCount: recordCount,
            marking: marking
        )
    }

    /// What a page with all that was collected is marked with, then what its readers are to be told.
    var marking: [String] { marking(of: label) }

    /// What a page with all of it is marked with, then what its readers are to be told.
    private func marking(of label: Label) -> [String] {
        let page = scanner.schemes.pageBanner(of: label, profile: scanner.profile)
        return [page.banner] + page.marking.notices
    }

    /// The bytes of a message that this exit made, for the way to the destination that it was made for.
    func bytes(of message: OutgoingMessage) throws(ReleaseError) -> [UInt8] {
        try message.file.open(for: request)
    }

    /// What is in content that its label does not say, and what of it nobody looked into: nothing, where it may leave.
    private func opinion(of bytes: [UInt8], under label: Label) -> [String] {
        let inspection = scanner.inspect(
            bytes,
            name: flow.format.isPlaced ? "message.txt" : "message.\(flow.format.suffix)"
        ).inspection
        guard inspection.isClassified || !inspection.isComplete || !inspection.label.isAtMost(label) else { return [] }
        return inspection.findings.map(\.description)
    }

    // MARK: Writing

    /// A record of the message.
    struct Row {
        let place: Int
        /// A value for each field that leaves; none where it is absent or withheld.
        let values: [String?]
        /// As it is written.
        let bytes: [UInt8]
        /// What is looked into: the texts alone where the format's own words stand between them, as it is written where they do not.
        let words: [UInt8]
    }

    /// The fields that show come in the order of the kind; one that does not is passed over.
    private func row(_ fields: ExitContent.Fields, place: Int, marking: [String]) -> Row {
        var shown = fields[...]
        let values = flow.outputs.map { output -> String? in
            guard let first = shown.first, first.name == output.field.name else { return nil }
            shown = shown.dropFirst()
            if case .text(let value)? = first.value { return value }
            return nil
        }
        let bytes = flow.format.row(values, marking: marking)
        let words =
            flow.format.isPlaced
            ? Array((values.compactMap { $0.map(flow.plain) }.joined(separator: "\n") + "\n").utf8) : bytes
        return Row(place: place, values: values, bytes: bytes, words: words)
    }

    private func message(_ rows: [Row]) -> [UInt8] { flow.format.message(rows.map(\.bytes)) }

    private func words(_ rows: [Row]) -> [UInt8] {
        flow.format.isPlaced ? Array(rows.map(\.words).joined()) : message(rows)
    }
}
