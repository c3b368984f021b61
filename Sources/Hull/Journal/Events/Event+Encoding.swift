extension Event {
    /// The entry of the log. Layout of version 1, numbers big-endian (`docs/decisions/0011-layout-of-events.md`):
    ///
    /// | bytes | field |
    /// |---|---|
    /// | 1 | version, 1 |
    /// | 8 | sequence |
    /// | 8 | time |
    /// | 16 | aggregate |
    /// | 32 | commitment |
    /// | 1 | number of citations |
    /// | 32 each | citations |
    /// | 2 + n | kind |
    /// | 2 + n | subject |
    /// | 2 + n | label |
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.bytes.append(Self.version)
        writer.append(sequence)
        writer.append(time)
        writer.bytes += aggregate.bytes
        writer.bytes += commitment.hash.bytes
        writer.bytes.append(UInt8(truncatingIfNeeded: citations.count))
        for citation in citations { writer.bytes += citation.hash.bytes }
        writer.append(text: kind)
        writer.append(text: subject)
        writer.append(text: label)
        return writer.bytes
    }

    /// Reads an entry; only what `encoded` writes is accepted.
    /// - Throws: `EventError` with the offset.
    public init(encoded entry: [UInt8]) throws(EventError) {
        var reader = ByteReader(entry)
        let version = try reader.number(bytes: 1, "the version")
        guard version == UInt64(Self.version) else {
            throw EventError(offset: 0, "version \(version) is not known; this program reads version \(Self.version)")
        }
        let sequence = try reader.number(bytes: 8, "the sequence")
        let time = try reader.number(bytes: 8, "the time")
        guard let aggregate = AggregateID(Array(try reader.take(16, "the aggregate"))) else {
            throw EventError(offset: reader.offset, "the aggregate has 16 bytes")
        }
        let commitment = Commitment(hash: try reader.hash("the commitment"))
        let count = try reader.number(bytes: 1, "the number of citations")
        guard count <= UInt64(Self.citationsMax) else {
            throw EventError(offset: reader.offset - 1, "\(count) citations; at most \(Self.citationsMax)")
        }
        var citations: [Commitment] = []
        for _ in 0..<count { citations.append(Commitment(hash: try reader.hash("a citation"))) }
        let start = reader.offset
        let kind = try reader.text("the kind")
        let subject = try reader.text("the subject")
        let label = try reader.text("the label")
        guard reader.isAtEnd else {
            throw EventError(offset: reader.offset, "\(entry.count - reader.offset) bytes follow the label")
        }
        do {
            try self.init(
                sequence: sequence,
                time: time,
                subject: subject,
                kind: kind,
                aggregate: aggregate,
                label: label,
                commitment: commitment,
                citations: citations
            )
        } catch {
            throw EventError(offset: start, error.reason)
        }
    }
}

extension Event: Hashable {
    /// Equal encodings.
    public static func == (left: Event, right: Event) -> Bool { left.encoded == right.encoded }

    /// Feeds the encoding to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }
}
