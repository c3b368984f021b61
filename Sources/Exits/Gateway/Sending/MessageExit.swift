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
/// label of what was released stop the record that they stand in.
struct MessageExit: Exit {
    let flow: CarriedFlow
    let channel: Connector
    let boundary: Boundary
    let clock: any PlantClock
    let scanner: ContentScanner
    /// The message; nil where nothing was released.
    private(set) var message: OutgoingMessage?
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

    mutating func send(_ release: consuming Release<Connector>) async throws {
        let request = ExitRequest(
            recipient: .system(flow.destination),
            channel: channel,
            at: boundary,
            clock
        )
        let content = try release.open(for: request)
        var rows: [(place: Int, bytes: [UInt8])] = []
        rows.reserveCapacity(content.records.count)
        for (fields, identity) in zip(content.records, content.identities) {
            // A record of which the system may only know that it is there is no record of a message.
            guard let id = identity.id else { continue }
            rows.append((TakenBatch.place(of: id), row(fields)))
        }
        guard !rows.isEmpty else { return }
        var bytes = written(rows)
        if !opinion(of: bytes, under: content.label).isEmpty {
            rows.removeAll { row in
                let findings = opinion(of: written([row]), under: content.label)
                if !findings.isEmpty { stopped.append(StoppedRecord(place: row.place, findings: findings)) }
                return !findings.isEmpty
            }
            bytes = written(rows)
            // What stands in several records together and in none alone.
            let rest = opinion(of: bytes, under: content.label)
            if !rest.isEmpty {
                stopped += rows.map { StoppedRecord(place: $0.place, findings: rest) }
                rows = []
            }
        }
        guard !rows.isEmpty else { return }
        message = made(bytes, content.label, recordCount: rows.count, for: request)
    }

    /// A message without records, for a number that was given to one that may not leave any more: its receiver misses none.
    mutating func sendNothing() {
        let request = ExitRequest(recipient: .system(flow.destination), channel: channel, at: boundary, clock)
        message = made(written([]), .unrestricted, recordCount: 0, for: request)
    }

    private func made(
        _ bytes: [UInt8],
        _ label: Label,
        recordCount: Int,
        for request: ExitRequest<Connector>
    ) -> OutgoingMessage {
        let page = scanner.schemes.pageBanner(of: label, profile: scanner.profile)
        let file = ReleasedFile(
            bytes,
            name: flow.id + "." + suffix,
            mediaType: flow.messages.format == .csv ? "text/csv; charset=utf-8; header=present" : "application/jsonl",
            banner: page.banner,
            for: request
        )
        return OutgoingMessage(
            flow: flow,
            file: file,
            digest: Array(SHA256.hash(data: Data(bytes))).hexadecimal,
            recordCount: recordCount,
            marking: [page.banner] + page.marking.notices
        )
    }

    /// The bytes of a message that this exit made, for the way to the destination that it was made for.
    func bytes(of message: OutgoingMessage) throws(ReleaseError) -> [UInt8] {
        try message.file.open(
            for: ExitRequest(recipient: .system(flow.destination), channel: channel, at: boundary, clock)
        )
    }

    /// The suffix of a message's name.
    var suffix: String { flow.messages.format == .csv ? "csv" : "jsonl" }

    /// What is in content that its label does not say: nothing, where it may leave.
    private func opinion(of bytes: [UInt8], under label: Label) -> [String] {
        let inspection = scanner.inspect(bytes, name: "message.\(suffix)").inspection
        guard inspection.isClassified || !inspection.label.isAtMost(label) else { return [] }
        return inspection.findings.map(\.description)
    }

    // MARK: Writing

    private func written(_ rows: [(place: Int, bytes: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + rows.reduce(0) { $0 + $1.bytes.count })
        if flow.messages.format == .csv {
            for (place, output) in flow.outputs.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.cell(output.field.name, into: &bytes)
            }
            bytes += [0x0D, 0x0A]
        }
        for row in rows { bytes += row.bytes }
        return bytes
    }

    /// The fields that show come in the order of the kind; one that does not is passed over.
    private func row(_ fields: ExitContent.Fields) -> [UInt8] {
        var bytes: [UInt8] = []
        let isTable = flow.messages.format == .csv
        if !isTable { bytes.append(UInt8(ascii: "{")) }
        var shown = fields[...]
        for (place, output) in flow.outputs.enumerated() {
            var text: String?
            if let first = shown.first, first.name == output.field.name {
                if case .text(let value)? = first.value { text = value }
                shown = shown.dropFirst()
            }
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            if isTable {
                if let text { Self.cell(text, into: &bytes) }
                continue
            }
            JSONText.quote(output.field.name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch (text, output.field.type) {
            case (nil, _): bytes += Array("null".utf8)
            case (let text?, .integer), (let text?, .decimal), (let text?, .truth):
                if text == FieldValue.redactedWord { JSONText.quote(text, into: &bytes) } else { bytes += text.utf8 }
            case (let text?, .text), (let text?, .day), (let text?, .time): JSONText.quote(text, into: &bytes)
            }
        }
        bytes += isTable ? [0x0D, 0x0A] : [UInt8(ascii: "}"), 0x0A]
        return bytes
    }

    /// In quotes where it has to be (RFC 4180, 2), and where it is empty: an empty text is not an absent one.
    private static func cell(_ text: String, into bytes: inout [UInt8]) {
        let special = text.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
        let isBlankAtEnd = text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard special || isBlankAtEnd else {
            bytes += text.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
