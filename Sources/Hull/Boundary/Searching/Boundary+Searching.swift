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
    /// Each compartment has an index of its own. A row is found if policies permit the subject the row and every searched column of its
    /// kind; hidden rows change neither hits, nor their order, nor excerpts, nor where a page ends. Hits come in the order asked for, with
    /// nothing to tell which compartment they are from.
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
            let admission = try filter(
                type,
                in: name,
                for: question.subject,
                through: channel,
                from: question.whereabouts,
                using: Set(table.searched + question.order.map(\.column))
            )
            let reading = try reading(type, in: name)
            let query = ViewQuery(
                table.name,
                columns: reading.columns,
                order: question.order,
                after: question.after,
                limit: question.limit
            )
            let rows: [[ViewValue]]
            do throws(StorageError) {
                rows = try reading.open.views.search(
                    question.words.all,
                    prefix: question.prefix,
                    in: query,
                    admitting: admission
                )
            } catch {
                // A compartment whose views do not have the kind has no hit.
                if error.code == .invalidName { continue }
                throw BoundaryError(.storage, "a search failed: \(error)")
            }
            let places = (question.order.map(\.column) + table.key).compactMap { reading.columns.firstIndex(of: $0) }
            for row in rows {
                found.append(Hit(record: try reading.record(row), row: row, position: places.map { row[$0] }))
            }
            let order = HitOrder(question.order, key: table.key, columns: reading.columns)
            found.sort { order.precedes($0.row, $1.row) }
            found = Array(found.prefix(question.limit))
        }
        return found
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
