public import Classification

extension KnownContent {
    /// Bytes that are no index, or one of another version.
    public struct Damaged: Error, Hashable, Sendable, CustomStringConvertible {
        /// Says so.
        public var description: String { "it is no index of known content, or of another version" }
    }

    private static let magic = Array("BHKC\u{2}".utf8)

    /// The index as bytes. They say little of what was indexed, but who has them can test guesses: they are kept sealed.
    public func encoded() -> [UInt8] {
        var bytes = Self.magic
        Self.append(seed, &bytes)
        Self.append(UInt64(sources.count), &bytes)
        for source in sources {
            Self.append(source.name, &bytes)
            Self.append(source.label.canonicalText, &bytes)
            for number in [source.rows.lowerBound, source.rows.upperBound, source.columns, source.tag] {
                Self.append(UInt64(number), &bytes)
            }
        }
        for table in [grams, values, columns] {
            Self.append(UInt64(table.entries.count), &bytes)
            for entry in table.entries {
                Self.append(entry.key, &bytes)
                Self.append(UInt64(entry.first) | UInt64(entry.second) << 32, &bytes)
            }
        }
        return bytes
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: ``Damaged``, whatever else the bytes are.
    public init(encoded bytes: [UInt8], schemes: Schemes) throws(Damaged) {
        var reader = Reader(bytes: bytes)
        guard bytes.starts(with: Self.magic) else { throw Damaged() }
        reader.at = Self.magic.count
        let seed = try reader.number()
        var sources: [Source] = []
        for _ in 0..<(try reader.count(each: 48)) {
            let name = try reader.text()
            let label = schemes.label(canonicalText: try reader.text())
            let (lower, upper, columns) = (try reader.number(), try reader.number(), try reader.number())
            let tag = try reader.number()
            guard lower <= upper, upper <= UInt64(UInt32.max), columns <= 0xFFFF, tag <= UInt64(UInt32.max) else {
                throw Damaged()
            }
            sources.append(
                Source(
                    name: name,
                    label: label,
                    tag: Int(tag),
                    rows: Int(lower)..<Int(upper),
                    columns: Int(columns)
                )
            )
        }
        let (grams, values, columns) = (try reader.table(), try reader.table(), try reader.table())
        let rowsEnd = sources.map(\.rows.upperBound).max() ?? 0
        guard reader.at == bytes.count,
            (grams.entries + columns.entries).allSatisfy({ Int($0.first) < sources.count }),
            values.entries.allSatisfy({ Int($0.first) < rowsEnd })
        else { throw Damaged() }
        self.init(sources: sources, seed: seed, grams: grams, values: values, columns: columns)
    }

    private static func append(_ number: UInt64, _ bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private static func append(_ text: String, _ bytes: inout [UInt8]) {
        append(UInt64(text.utf8.count), &bytes)
        bytes += text.utf8
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        mutating func number() throws(Damaged) -> UInt64 {
            guard bytes.count - at >= 8 else { throw Damaged() }
            var number: UInt64 = 0
            for index in 0..<8 { number |= UInt64(bytes[at + index]) << UInt64(index * 8) }
            at += 8
            return number
        }

        /// A count of things that have so many bytes each at least: no more than there can be.
        mutating func count(each: Int) throws(Damaged) -> Int {
            let count = try number()
            guard count <= UInt64((bytes.count - at) / each) else { throw Damaged() }
            return Int(count)
        }

        mutating func text() throws(Damaged) -> String {
            let length = try count(each: 1)
            defer { at += length }
            return String(decoding: bytes[at..<at + length], as: UTF8.self)
        }

        mutating func table() throws(Damaged) -> KnownTable {
            let count = try count(each: 16)
            var entries: [KnownTable.Entry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let (key, numbers) = (try number(), try number())
                entries.append(
                    .init(key: key, first: UInt32(truncatingIfNeeded: numbers), second: UInt32(numbers >> 32))
                )
            }
            return KnownTable(entries)
        }
    }
}
