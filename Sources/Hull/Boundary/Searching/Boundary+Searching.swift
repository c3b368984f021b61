internal import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Hits of one answer.
    public static let hitsMax = 100
    /// Suggestions of one answer, and rows that they are taken from.
    public static let suggestionsMax = 10
    static let suggestionRowsMax = 200

    /// Looks for records by words, in the open compartments that have the kind, and releases them by the channel `search`.
    ///
    /// Each compartment has an index of its own. A row is found by the searched columns that policies permit the subject in this row, as if
    /// the others were empty; hidden rows and columns change neither hits, nor their order, nor excerpts, nor where a page ends. Hits come in
    /// the order asked for, with nothing to tell which compartment they are from.
    /// - Parameters:
    ///   - text: words, all of which a record has to have; without a word nothing is found.
    ///   - prefix: take the last word for the beginning of one.
    ///   - order: by columns of fields; the record's id is always the last one.
    ///   - position: ``Release/next`` of the page before.
    ///   - limit: at most ``hitsMax``.
    /// - Throws: `failed`: `invalidQuestion`, `unknownKind`, `storage`, `noPolicies`, `notJournaled`.
    public func search<Entry: LabelledRecord>(
        _ type: Entry.Type,
        for text: String,
        prefix: Bool = false,
        order: [ViewQuery.Order] = [],
        after position: SearchPosition? = nil,
        limit: Int,
        by subject: Subject,
        through channel: Search,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Search> {
        let words: SearchWords
        let hits: [Hit<Entry>]
        do throws(BoundaryError) {
            words = try SearchWords(text)
            guard (1...Self.hitsMax).contains(limit) else {
                throw BoundaryError(.invalidQuestion, "a search gives 1 to \(Self.hitsMax) hits at a time")
            }
            let question = Question(
                words: words,
                prefix: prefix,
                order: order,
                after: position?.after,
                limit: limit,
                subject: subject,
                whereabouts: whereabouts
            )
            hits = try self.hits(type, question, channel)
        } catch {
            throw .failed(error)
        }
        var release = try await release(hits.map(\.record), to: subject, through: channel, from: whereabouts)
        let searched = type.kind.fields.filter { type.kind.table.searched.contains($0.column) }.map(\.name)
        if channel.hasExcerpts { release.addExcerpts(of: words, in: searched, prefix: prefix) }
        if hits.count == limit, let last = hits.last { release.next = SearchPosition(after: last.position) }
        return release
    }

    /// Words that begin as the last one of a text does, from one field of records that the subject may see and that have all its other words.
    /// In order of their bytes: a rank would tell how often a word stands somewhere.
    /// - Parameter field: the name of a field that is searched.
    /// - Throws: as ``search(_:for:prefix:order:after:limit:by:through:from:)``.
    public func suggestions<Entry: LabelledRecord>(
        _ type: Entry.Type,
        for text: String,
        in field: String,
        by subject: Subject,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> [Cleared<String>] {
        let words: SearchWords
        let hits: [Hit<Entry>]
        let channel = Search(hasExcerpts: true)
        do throws(BoundaryError) {
            words = try SearchWords(text)
            let isSearched = type.kind.fields.contains {
                $0.name == field && type.kind.table.searched.contains($0.column)
            }
            guard isSearched else {
                throw BoundaryError(
                    .invalidQuestion,
                    "\(type.kind.name) has no field \(field.debugDescription) that is searched"
                )
            }
            let question = Question(
                words: words,
                prefix: true,
                order: [],
                after: nil,
                limit: Self.suggestionRowsMax,
                subject: subject,
                whereabouts: whereabouts
            )
            hits = try self.hits(type, question, channel)
        } catch {
            throw .failed(error)
        }
        guard let beginning = words.all.last?.lowercased() else { return [] }
        let release = try await release(hits.map(\.record), to: subject, through: channel, from: whereabouts)
        var found: [String: Cleared<String>] = [:]
        for record in release.records {
            guard case .cleared(let value)? = record[field], case .text(let text) = value.value else { continue }
            for range in SearchWords.ranges(in: text) {
                let word = text[range].lowercased()
                guard word.hasPrefix(beginning), word.utf8.count <= SearchWords.wordBytesMax else { continue }
                let label = found[word]?.sharedLabel.join(value.sharedLabel) ?? value.sharedLabel
                found[word] = Cleared(word, value.clearance, label: label)
            }
        }
        return found.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.prefix(Self.suggestionsMax)
            .map(\.value)
    }

    /// What is asked of every compartment.
    private struct Question {
        let words: SearchWords
        let prefix: Bool
        let order: [ViewQuery.Order]
        let after: [ViewValue]?
        let limit: Int
        let subject: Subject
        let whereabouts: Whereabouts
    }

    private struct Hit<Entry> {
        let record: Entry
        let row: [ViewValue]
        let position: [ViewValue]
    }

    private func hits<Entry: LabelledRecord>(
        _ type: Entry.Type,
        _ question: Question,
        _ channel: Search
    ) throws(BoundaryError) -> [Hit<Entry>] {
        let table = type.kind.table
        guard !table.searched.isEmpty, table.key == [type.kind.idColumn] else {
            throw BoundaryError(.invalidQuestion, "\(type.kind.name) cannot be searched")
        }
        guard !question.words.all.isEmpty else { return [] }
        let names = state.withLock { $0.compartments.keys.sorted() }
        var found: [Hit<Entry>] = []
        for name in names {
            let indexes = try searched(type, question, channel, in: name)
            if indexes.isEmpty { continue }
            let reading = try reading(type, in: name)
            let query = ViewQuery(
                table.name,
                columns: reading.columns,
                order: question.order,
                after: question.after,
                limit: question.limit
            )
            let places = (question.order.map(\.column) + table.key).compactMap { reading.columns.firstIndex(of: $0) }
            // A row may be found by several columns that one may see.
            var known: Set<ViewValue> = []
            for row in try Self.rows(reading, query, question, indexes) {
                let position = places.map { row[$0] }
                guard let key = position.last, known.insert(key).inserted else { continue }
                found.append(Hit(record: try reading.record(row), row: row, position: position))
            }
            let order = HitOrder(question.order, key: table.key, columns: reading.columns)
            found.sort { order.precedes($0.row, $1.row) }
            found = Array(found.prefix(question.limit))
        }
        return found
    }

    /// Columns that are searched together, and the rows where all of them may be seen.
    private struct SearchedColumns {
        let classes: Set<DataClass>
        let columns: [String]
        let admission: Admission
    }

    /// What a subject may look through: for each choice of searched columns the rows that admit it, those that more columns admit as well left
    /// out. A row is found if the words are in the columns of any of them: those that the subject may see there are among them.
    private func searched<Entry: LabelledRecord>(
        _ type: Entry.Type,
        _ question: Question,
        _ channel: Search,
        in name: CompartmentName
    ) throws(BoundaryError) -> [SearchedColumns] {
        let (kind, _) = try declared(type, in: name)
        let table = type.kind.table
        var found: [SearchedColumns] = []
        for classes in try kind.searchedClasses() {
            var columns: [String] = []
            for column in table.searched where try classes.isSuperset(of: kind.classes(of: [column])) {
                columns.append(column)
            }
            let admission = try filter(
                type,
                in: name,
                for: question.subject,
                through: channel,
                from: question.whereabouts,
                using: Set(columns + question.order.map(\.column))
            )
            let isKnown = found.contains { $0.classes.isSuperset(of: classes) && $0.admission == admission }
            guard !admission.groups.isEmpty, !isKnown else { continue }
            found.append(SearchedColumns(classes: classes, columns: columns, admission: admission))
        }
        return found
    }

    private static func rows<Entry: LabelledRecord>(
        _ reading: RowReading<Entry>,
        _ query: ViewQuery,
        _ question: Question,
        _ indexes: [SearchedColumns]
    ) throws(BoundaryError) -> [[ViewValue]] {
        var rows: [[ViewValue]] = []
        for index in indexes {
            do throws(StorageError) {
                rows += try reading.open.views.search(
                    question.words.all,
                    prefix: question.prefix,
                    of: index.columns,
                    in: query,
                    admitting: index.admission
                )
            } catch {
                // A compartment whose views do not have the kind has no hit.
                if error.code == .invalidName { return [] }
                throw BoundaryError(.storage, "a search failed: \(error)")
            }
        }
        return rows
    }
}

extension DeclaredKind {
    /// Classes of searched columns of one kind at most: each choice of them is a search of its own.
    static let searchedClassesMax = 4

    /// Every choice of the classes of searched columns, larger ones first.
    func searchedClasses() throws(BoundaryError) -> [Set<DataClass>] {
        let classes = try classes(of: Set(table.searched))
        guard classes.count <= Self.searchedClassesMax else {
            throw BoundaryError(
                .invalidQuestion,
                "\(name) is searched by fields of \(classes.count) classes; at most \(Self.searchedClassesMax) are searched together"
            )
        }
        let choices = (1..<1 << classes.count).map { bits in
            Set(classes.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        }
        return choices.sorted { $0.count > $1.count }
    }
}

extension Release where Way == Search {
    /// Makes excerpts from the fields that are cleared, and from nothing else.
    mutating func addExcerpts(of words: SearchWords, in fields: [String], prefix: Bool) {
        records = records.map { record in
            var record = record
            record.excerpts = fields.compactMap { name in
                guard case .cleared(let value)? = record[name] else { return nil }
                return SearchExcerpt(name, value, words, prefix: prefix)
            }
            return record
        }
    }
}
