internal import Classification

/// Takes the words of one text in their order.
protocol WordSink: AnyObject {
    /// The next word: its hash, and where it stands in the source of the text.
    func append(_ word: UInt64, at bytes: Range<Int>, line: Int)
    /// There are no more.
    func finish()
}

/// Looks one text over for what is known to be restricted. Memory is bounded by what agrees, and that for each source.
final class KnownSearch: WordSink {
    private struct Place {
        let bytes: Range<Int>
        let line: Int
    }

    /// What agrees with one document.
    private struct Agreement {
        var place: Place?
        /// Where agreeing places begin, in words.
        var starts: [Int] = []
        /// Words that agree, and where the last of them ends.
        var words = 0
        var end = 0
        /// Places that agreed lately without a whole run.
        var near: [Near] = []
        var isFound = false

        mutating func addRun(_ run: Range<Int>, at place: Place) {
            note(run)
            self.place = self.place ?? place
            isFound = true
        }

        mutating func add(_ hit: Near) {
            note(hit.start..<hit.start + KnownContent.gramWords)
            guard !isFound else { return }
            near.removeAll { $0.start + nearWords < hit.start }
            if near.count < hitsMax { near.append(hit) }
            guard near.count >= nearCount else { return }
            let following = near.filter { min($0.shift &- hit.shift, hit.shift &- $0.shift) <= shiftMax }
            guard Set(following.map(\.start)).count >= nearCount else { return }
            isFound = true
            place = following.first?.place
            near = []
        }

        private mutating func note(_ agreeing: Range<Int>) {
            if starts.last != agreeing.lowerBound, starts.count < hitsMax { starts.append(agreeing.lowerBound) }
            words += max(0, agreeing.upperBound - max(agreeing.lowerBound, end))
            end = max(end, agreeing.upperBound)
        }
    }

    /// A place that agrees: which word it is, and how many words it stands behind its place in the document.
    private struct Near {
        let start: Int
        let shift: UInt16
        let place: Place
    }

    /// Values of one row that were met lately.
    private struct RowHit {
        let column: Int
        let strength: Int
        let word: Int
    }

    /// Places that must agree within ``nearWords`` where no whole run does, with shifts that differ by no more than words come and go in a changed copy.
    private static let nearCount = 8
    private static let nearWords = 150
    private static let shiftMax: UInt16 = 2
    /// How far apart values of one row may stand, in words, and how many letters and digits two of them must have.
    private static let rowWords = 40
    private static let rowStrength = 10
    private static let hitsMax = 4_096
    private static let slots = 32

    private let known: KnownContent
    private let report: (KnownMatch, Range<Int>, Int) -> Void
    private var hash = SpanHash()
    private var places: [Place] = Array(repeating: Place(bytes: 0..<0, line: 0), count: slots)
    private var agreements: [Int: Agreement] = [:]
    private var rowHits: [UInt32: [RowHit]] = [:]
    private var rows: [Int: (rows: Set<UInt32>, place: Place)] = [:]
    private var columnHits: [Int: [Int: Int]] = [:]
    private var columns: [Int: (count: Int, place: Place)] = [:]

    /// - Parameter report: what agrees and where the first of it stands; called when the text is done.
    init(_ known: KnownContent, report: @escaping (KnownMatch, Range<Int>, Int) -> Void) {
        (self.known, self.report) = (known, report)
    }

    func append(_ word: UInt64, at bytes: Range<Int>, line: Int) {
        places[hash.count % Self.slots] = Place(bytes: bytes, line: line)
        hash.append(word)
        if hash.count >= KnownContent.runWords {
            lookUp(back: KnownContent.runWords - KnownContent.gramWords, isChecked: true)
        }
        for length in known.lengths where length <= hash.count {
            let key = hash.hash(length: length)
            for entry in known.values.find(key) { meet(entry, length: length) }
            for entry in known.columns.find(key) { meetColumn(entry, length: length) }
        }
    }

    func finish() {
        // The last places have too few words behind them for a check.
        for back in stride(from: KnownContent.runWords - KnownContent.gramWords - 1, through: 0, by: -1)
        where hash.count >= KnownContent.gramWords + back { lookUp(back: back, isChecked: false) }
        reportDocuments()
        for (source, found) in rows.sorted(by: { $0.key < $1.key }) {
            let first = known.sources[source].rows.lowerBound
            report(
                KnownMatch(
                    source: source,
                    agreement: .rows(found.rows.count),
                    rows: found.rows.map { Int($0) - first }.sorted()
                ),
                found.place.bytes,
                found.place.line
            )
        }
        for (source, found) in columns.sorted(by: { $0.key < $1.key }) {
            report(KnownMatch(source: source, agreement: .columns(found.count)), found.place.bytes, found.place.line)
        }
    }

    private func lookUp(back: Int, isChecked: Bool) {
        let found = known.grams.find(hash.hash(length: KnownContent.gramWords, back: back))
        guard !found.isEmpty else { return }
        let start = hash.count - back - KnownContent.gramWords
        let check = isChecked ? KnownContent.Spot.check(hash.hash(length: KnownContent.runWords)) : 0
        for entry in found {
            let spot = KnownContent.Spot(entry)
            let isRun = check != 0 && spot.check == check
            if isRun || !spot.isPhrase { agree(Int(entry.first), at: start, spot, isRun: isRun) }
        }
    }

    private func agree(_ source: Int, at start: Int, _ spot: KnownContent.Spot, isRun: Bool) {
        let first = places[start % Self.slots]
        if isRun {
            let end = start + KnownContent.runWords
            let last = places[(end - 1) % Self.slots]
            agreements[source, default: Agreement()].addRun(
                start..<end,
                at: Place(bytes: first.bytes.lowerBound..<last.bytes.upperBound, line: first.line)
            )
        } else {
            let near = Near(start: start, shift: UInt16(truncatingIfNeeded: start) &- spot.position, place: first)
            agreements[source, default: Agreement()].add(near)
        }
    }

    /// Those that agree in the same places as another with the same label, and in no more, are left out: revisions of one document.
    private func reportDocuments() {
        let found = agreements.filter(\.value.isFound).sorted {
            ($1.value.starts.count, $0.key) < ($0.value.starts.count, $1.key)
        }
        var told: [(label: Label, starts: Set<Int>)] = []
        for (source, agreement) in found {
            let label = known.sources[source].label
            if told.contains(where: { $0.label == label && agreement.starts.allSatisfy($0.starts.contains) }) {
                continue
            }
            told.append((label, Set(agreement.starts)))
            guard let place = agreement.place else { continue }
            report(KnownMatch(source: source, agreement: .words(agreement.words)), place.bytes, place.line)
        }
    }

    private func meet(_ entry: KnownTable.Entry, length: Int) {
        let value = KnownContent.Value(entry)
        guard value.words == length, let source = known.source(ofRow: entry.first) else { return }
        let word = hash.count
        if value.isTelling { return tell(entry.first, of: source, length: length) }
        if rowHits.count > Self.hitsMax {
            rowHits = rowHits.filter { ($0.value.last?.word ?? 0) + Self.rowWords >= word }
        }
        guard rowHits.count <= Self.hitsMax else { return }
        var hits = (rowHits[entry.first] ?? []).filter { $0.word + Self.rowWords >= word && $0.column != value.column }
        let best = hits.map(\.strength).max() ?? 0
        if !hits.isEmpty, best + value.strength >= Self.rowStrength { tell(entry.first, of: source, length: length) }
        hits.append(RowHit(column: value.column, strength: value.strength, word: word))
        rowHits[entry.first] = hits
    }

    private func tell(_ row: UInt32, of source: Int, length: Int) {
        var found = rows[source] ?? ([], place(ofLast: length))
        if found.rows.count < Self.hitsMax { found.rows.insert(row) }
        rows[source] = found
    }

    /// Names of columns count where most of a table's stand beside each other, as they do in a head line, in each record of JSON and in a statement of SQL.
    private func meetColumn(_ entry: KnownTable.Entry, length: Int) {
        let source = Int(entry.first)
        let value = KnownContent.Value(entry)
        guard value.words == length else { return }
        let count = known.sources[source].columns
        let reach = max(24, count * 8)
        var hits = (columnHits[source] ?? [:]).filter { $0.value + reach >= hash.count }
        hits[value.column] = hash.count
        columnHits[source] = hits
        let enough = max(4, (count * 7 + 9) / 10)
        if hits.count >= enough {
            columns[source] = (
                max(hits.count, columns[source]?.count ?? 0), columns[source]?.place ?? place(ofLast: length)
            )
        }
    }

    private func place(ofLast length: Int) -> Place {
        let first = places[(hash.count - length) % Self.slots]
        return Place(
            bytes: first.bytes.lowerBound..<places[(hash.count - 1) % Self.slots].bytes.upperBound,
            line: first.line
        )
    }
}
