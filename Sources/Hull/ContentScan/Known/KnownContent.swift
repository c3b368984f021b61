public import Classification

/// What is known to be restricted, by fingerprints: documents, and values of tables. It holds no word of them.
///
/// Documents are found again by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing", SIGMOD 2003) over five words in windows of four; each chosen place also keeps a
/// check of the seventeen words that begin there. Any run of twenty words of a document has one such place with all its seventeen words inside, so an
/// excerpt of twenty is found for certain. What shares fewer than seventeen in a row is found only where many places agree that follow each other as they do in the
/// document: a copy with words changed here and there.
public struct KnownContent: Sendable {
    /// Something restricted that is looked for.
    public struct Source: Hashable, Sendable {
        /// What people call it, such as its file's name. As restricted as it is.
        public let name: String
        /// What restricts it.
        public let label: Label
        /// A number by which whoever made the index knows it again; 0 where none was given.
        public let tag: Int
        /// The numbers of its rows, where it is a table.
        let rows: Range<Int>
        /// How many columns it has, where it is a table.
        let columns: Int
    }

    /// Words of a place that is kept.
    static let gramWords = 5
    /// Places of which one is kept.
    static let window = 4
    /// Words of a whole run, which the check of a place covers.
    static let runWords = 17
    /// Words of the longest value.
    static let valueWordsMax = 8

    /// What is looked for.
    public let sources: [Source]
    let seed: UInt64
    /// Places of documents: source, ``Spot``.
    let grams: KnownTable
    /// Values of tables: row, ``Value``.
    let values: KnownTable
    /// Names of columns: source, number.
    let columns: KnownTable
    /// How many words values and names of columns have.
    let lengths: [Int]

    init(sources: [Source], seed: UInt64, grams: KnownTable, values: KnownTable, columns: KnownTable) {
        (self.sources, self.seed) = (sources, seed)
        (self.grams, self.values, self.columns) = (grams, values, columns)
        let lengths = Set((values.entries + columns.entries).map { Value($0).words })
        self.lengths = lengths.filter { (1...Self.valueWordsMax).contains($0) }.sorted()
    }

    /// The same without some sources; the others keep their numbers.
    public func omitting(_ isOmitted: (Source) -> Bool) -> KnownContent {
        let omitted = sources.map(isOmitted)
        guard omitted.contains(true) else { return self }
        return KnownContent(
            sources: sources,
            seed: seed,
            grams: KnownTable(grams.entries.filter { !omitted[Int($0.first)] }),
            values: KnownTable(values.entries.filter { !(source(ofRow: $0.first).map { omitted[$0] } ?? true) }),
            columns: KnownTable(columns.entries.filter { !omitted[Int($0.first)] })
        )
    }

    /// The table that has a row; nil where none has.
    func source(ofRow row: UInt32) -> Int? {
        var (low, high) = (0, sources.count)
        while low < high {
            let middle = (low + high) / 2
            if sources[middle].rows.upperBound <= Int(row) { low = middle + 1 } else { high = middle }
        }
        return low < sources.count && sources[low].rows.contains(Int(row)) ? low : nil
    }

    /// How many places of documents, values and names of columns are looked for.
    public var counts: (places: Int, values: Int, columns: Int) {
        (grams.entries.count, values.entries.count, columns.entries.count)
    }

    /// What is kept of a place beside its hash and source.
    struct Spot: Hashable {
        /// Bits of the hash of ``runWords`` words that begin there; 0 where they say nothing by themselves.
        let check: UInt32
        /// Which word of its text it is, modulo 65,536.
        let position: UInt16
        /// Whether unrelated documents have its words: then it counts as a whole run alone.
        let isPhrase: Bool

        init(check: UInt32, position: UInt16, isPhrase: Bool) {
            (self.check, self.position, self.isPhrase) = (check, position, isPhrase)
        }

        init(_ entry: KnownTable.Entry) {
            (check, position, isPhrase) = (entry.second >> 1, entry.extra, entry.second & 1 == 1)
        }

        func entry(_ hash: UInt64, source: Int) -> KnownTable.Entry {
            .init(hash: hash, position, first: UInt32(source), second: check << 1 | (isPhrase ? 1 : 0))
        }

        /// The check of a hash: never 0.
        static func check(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash >> 33)) }
    }

    /// What a value or the name of a column is worth as evidence, beside its hash and its row or source.
    struct Value: Hashable {
        /// Its column.
        let column: Int
        /// How many words it has.
        let words: Int
        /// Letters and digits.
        let strength: Int
        /// Whether it says by itself whose it is.
        let isTelling: Bool

        init(column: Int, words: Int, strength: Int, isTelling: Bool) {
            (self.column, self.words, self.strength, self.isTelling) = (column, words, strength, isTelling)
        }

        init(_ entry: KnownTable.Entry) {
            column = Int(entry.extra)
            (strength, words) = (Int(entry.second >> 8 & 0xFFFF), Int(entry.second & 0xFF))
            isTelling = entry.second >> 31 == 1
        }

        func entry(_ hash: UInt64, first: Int) -> KnownTable.Entry {
            let said = UInt32(words & 0xFF) | UInt32(min(strength, 0xFFFF)) << 8 | (isTelling ? 1 << 31 : 0)
            return .init(hash: hash, UInt16(truncatingIfNeeded: column), first: UInt32(first), second: said)
        }
    }
}

/// How content agrees with something that is known to be restricted.
public struct KnownMatch: Hashable, Sendable {
    /// What agrees.
    public enum Agreement: Hashable, Sendable {
        /// So many words, in the same order.
        case words(Int)
        /// Values of so many rows.
        case rows(Int)
        /// So many names of columns beside each other.
        case columns(Int)

        /// How much agrees.
        public var count: Int {
            switch self {
            case .words(let count), .rows(let count), .columns(let count): count
            }
        }
    }

    /// The number of what it agrees with in ``KnownContent/sources``.
    public let source: Int
    /// What agrees.
    public let agreement: Agreement
    /// The rows whose values agree, of a table, by their numbers in it from 0; of very many the first that were met.
    public let rows: [Int]

    init(source: Int, agreement: Agreement, rows: [Int] = []) {
        (self.source, self.agreement, self.rows) = (source, agreement, rows)
    }
}

extension KnownMatch.Agreement: CustomStringConvertible {
    /// `40 words`, `values of 3 rows`, `6 names of columns`.
    public var description: String {
        switch self {
        case .words(let count): "\(count) words"
        case .rows(let count): "values of \(count) \(count == 1 ? "row" : "rows")"
        case .columns(let count): "\(count) names of columns"
        }
    }
}
