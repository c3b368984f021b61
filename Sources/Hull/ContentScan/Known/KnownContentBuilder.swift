public import Classification

/// Makes ``KnownContent`` of documents and tables, then takes out what is ordinary.
public struct KnownContentBuilder: Sendable {
    /// Why something cannot be looked for.
    public enum Problem: Error, Hashable, Sendable {
        /// It has fewer words than a place has.
        case tooShort
        /// Not all of it could be read.
        case notInspected([Uninspected])
        /// It bears no marking, and none was said.
        case unmarked
        /// More sources, rows or columns than numbers are there for.
        case tooMany
    }

    struct Document {
        let name: String
        let label: Label
        let tag: Int
        let texts: [[KnownGathering.Place]]
    }

    private struct Table {
        let name: String
        let label: Label
        let tag: Int
        let columns: [KnownTable.Entry]
        let values: [KnownTable.Entry]
        let rowCount: Int
        let columnCount: Int
    }

    /// Documents that have half of their runs in common are one, such as revisions. What is in so many others, and in so large a share of them (one of
    /// twenty), is common.
    static let commonDocuments = 4
    static let commonShare = 20
    /// Documents with a run in common that are compared.
    static let pairsMax = 200
    /// Rows that a value may be in and still say which one.
    private static let rowsOfValueMax = 8

    private let seed: UInt64
    private(set) var documents: [Document] = []
    private var tables: [Table] = []
    private var rowCount = 0
    private var ordinary: Set<UInt64> = []

    /// - Parameter seed: secret and made anew for each index, so that nobody compares two of them.
    public init(seed: UInt64) { self.seed = seed }

    /// Adds a document.
    ///
    /// - Parameters:
    ///   - label: what restricts it beside the markings in it.
    ///   - tag: a number by which its source is known again, below 2^32. What has one may be unrestricted: it is looked for to tell whence content came.
    /// - Throws: where too little of it could be read to find it again, or nothing says that it is restricted.
    public mutating func add(
        document name: String,
        pieces: some Sequence<[UInt8]>,
        label: Label,
        tag: Int = 0,
        scanner: ContentScanner
    ) throws(Problem) {
        guard documents.count + tables.count < Int(UInt32.max) else { throw .tooMany }
        let gathering = KnownGathering()
        var inspection = scanner.begin(name: name, words: Words(seed: seed) { _, _, _ in gathering.beginText() })
        for piece in pieces { inspection.append(piece) }
        let report = inspection.finish().inspection
        guard gathering.wordCount >= KnownContent.gramWords else {
            throw report.isComplete ? .tooShort : .notInspected(report.uninspected)
        }
        let label = label.join(report.label)
        guard !label.isUnrestricted || tag != 0 else { throw .unmarked }
        documents.append(Document(name: name, label: label, tag: tag, texts: gathering.texts))
    }

    /// Adds a table: the values of its columns, and their names.
    ///
    /// A value says by itself whose it is where the values of its column tell rows apart and it has at least six letters and digits, both of them, or eight digits. Others count
    /// beside another value of their row.
    public mutating func add(table name: String, columns: [String], rows: [[String]], label: Label) throws(Problem) {
        try add(table: name, columns: columns, records: rows.map { $0.map { [$0] } }, label: label)
    }

    /// Adds a table whose cells have several values each, such as all that was ever said of a record.
    ///
    /// - Parameters:
    ///   - records: of each row the values of each column.
    ///   - tag: as that of a document.
    public mutating func add(
        table name: String,
        columns: [String],
        records rows: [[[String]]],
        label: Label,
        tag: Int = 0
    ) throws(Problem) {
        guard !label.isUnrestricted || tag != 0 else { throw .unmarked }
        guard rowCount + rows.count < Int(UInt32.max), columns.count < 0xFFFF,
            documents.count + tables.count < Int(UInt32.max)
        else { throw .tooMany }
        var entries: [KnownTable.Entry] = []
        for column in columns.indices {
            var rowsByValue: [[String]: [Int]] = [:]
            for (index, row) in rows.enumerated() where column < row.count {
                for value in row[column] {
                    let words = WordReader.words(of: value)
                    guard (1...KnownContent.valueWordsMax).contains(words.count) else { continue }
                    if rowsByValue[words]?.last != index { rowsByValue[words, default: []].append(index) }
                }
            }
            let filled = rowsByValue.values.reduce(0) { $0 + $1.count }
            let identifies = rowsByValue.count * 2 >= filled
            for (words, found) in rowsByValue {
                let strength = words.reduce(0) { $0 + $1.unicodeScalars.count }
                let isTelling = identifies && Self.isTelling(words)
                guard strength >= 3, isTelling || found.count <= Self.rowsOfValueMax else { continue }
                let value = KnownContent.Value(
                    column: column,
                    words: words.count,
                    strength: strength,
                    isTelling: isTelling
                )
                for row in isTelling ? found.prefix(1) : found[...] {
                    entries.append(value.entry(hash(of: words), first: rowCount + row))
                }
            }
        }
        tables.append(
            Table(
                name: name,
                label: label,
                tag: tag,
                columns: tag == 0 ? names(of: columns) : [],
                values: entries,
                rowCount: rows.count,
                columnCount: columns.count
            )
        )
        rowCount += rows.count
    }

    /// Takes out what stands in an ordinary text too: standard notes, templates, numbers of standards.
    public mutating func subtract(pieces: some Sequence<[UInt8]>, name: String?, scanner: ContentScanner) {
        let seen = OrdinaryWords(candidates)
        var inspection = scanner.begin(name: name, words: Words(seed: seed) { _, _, _ in seen.beginText() })
        for piece in pieces { inspection.append(piece) }
        _ = inspection.finish()
        ordinary.formUnion(seen.found)
    }

    /// The index, and how many places of documents were left out as ordinary.
    public func finish() -> (known: KnownContent, ordinary: Int) {
        var common = common()
        common.runs.formUnion(ordinary)
        var sources: [KnownContent.Source] = []
        var grams: [KnownTable.Entry] = []
        var omitted = 0
        for document in documents {
            for text in document.texts {
                let choice = Self.chosen(of: text, without: common)
                omitted += choice.omitted
                grams += choice.kept.map { $0.spot.entry($0.key, source: sources.count) }
            }
            sources.append(
                .init(name: document.name, label: document.label, tag: document.tag, rows: 0..<0, columns: 0)
            )
        }
        var values: [KnownTable.Entry] = []
        var columns: [KnownTable.Entry] = []
        var row = 0
        for table in tables {
            values += table.values.filter { !ordinary.contains($0.hash) }
            columns += table.columns.map { .init(key: $0.key, first: UInt32(sources.count), second: $0.second) }
            sources.append(
                .init(
                    name: table.name,
                    label: table.label,
                    tag: table.tag,
                    rows: row..<row + table.rowCount,
                    columns: table.columnCount
                )
            )
            row += table.rowCount
        }
        let known = KnownContent(
            sources: sources,
            seed: seed,
            grams: KnownTable(grams),
            values: KnownTable(values),
            columns: KnownTable(columns)
        )
        return (known, omitted)
    }

    private var candidates: Set<UInt64> {
        Set(documents.flatMap { $0.texts.joined().map(\.run) }).union(tables.flatMap { $0.values.map(\.hash) })
    }

    /// Names of columns; a table with fewer than four has none that would tell it.
    private func names(of columns: [String]) -> [KnownTable.Entry] {
        guard columns.count >= 4 else { return [] }
        return columns.enumerated().compactMap { number, name in
            let words = WordReader.words(of: name)
            guard (1...KnownContent.valueWordsMax).contains(words.count) else { return nil }
            let value = KnownContent.Value(column: number, words: words.count, strength: 0, isTelling: false)
            return value.entry(hash(of: words), first: 0)
        }
    }

    private func hash(of words: [String]) -> UInt64 {
        var hash = SpanHash()
        let text = Array(words.joined(separator: " ").utf8)
        WordReader.forEach(in: text, before: text.count, seed: seed) { word, _ in hash.append(word) }
        return hash.hash(length: words.count)
    }

    private static func isTelling(_ words: [String]) -> Bool {
        let scalars = words.joined().unicodeScalars
        let digits = scalars.count { ("0"..."9").contains($0) }
        return digits >= 8 || scalars.count >= 6 && digits > 0 && digits < scalars.count
    }
}

extension KnownContentBuilder.Problem: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .tooShort: "it has fewer than \(KnownContent.gramWords) words, too few to be found again"
        case .notInspected(let reasons):
            "nothing in it could be read: " + Set(reasons.map { "\($0)" }).sorted().joined(separator: "; ")
        case .unmarked: "nothing says that it is restricted; say it with --label"
        case .tooMany: "the index has no room for more; make several"
        }
    }
}
