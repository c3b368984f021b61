/// The SQL of changes to the tables of a schema.
struct ChangeText {
    private struct TableText {
        let put: String
        let remove: String
        /// Forgets the words of a row, by its key; nil in a table that is not searched.
        let forgetWords: String?
        let putWords: String?
        let searched: [Int]
        let label: Int?
        let keys: [Int]
    }

    private let schema: ViewSchema
    private let place: String
    private let texts: [String: TableText]

    init(_ schema: ViewSchema, place: String) {
        self.schema = schema
        self.place = place
        var texts: [String: TableText] = [:]
        for table in schema.tables { texts[table.name] = Self.text(table, place) }
        self.texts = texts
    }

    private static func quoted(_ name: String) -> String { PreparationScript.quoted(name) }

    private static func text(_ table: ViewTable, _ place: String) -> TableText {
        let name = "\(place).\(quoted(table.name))"
        let words = "\(place).\(quoted(table.name + "$words"))"
        let columns = table.columns.map { quoted($0.name) }
        let keys = table.key.map(quoted)
        let others = columns.filter { !keys.contains($0) }
        let places = { (first: Int, count: Int) in (first..<first + count).map { "$\($0)" }.joined(separator: ", ") }
        let update = others.map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
        let byKey = keys.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
        let isSearched = !table.searched.isEmpty && table.label != nil
        return TableText(
            put: """
                INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(places(1, columns.count))) \
                ON CONFLICT (\(keys.joined(separator: ", "))) DO \(others.isEmpty ? "NOTHING" : "UPDATE SET \(update)")
                """,
            remove: "DELETE FROM \(name) WHERE \(byKey)",
            forgetWords: isSearched ? "DELETE FROM \(words) WHERE \(byKey)" : nil,
            putWords: isSearched
                ? """
                INSERT INTO \(words) (label, word, "$column", \(keys.joined(separator: ", "))) \
                SELECT $1, word, place, \(places(4, keys.count)) FROM unnest($2, $3) AS item (word, place)
                """ : nil,
            searched: table.searched.compactMap { name in table.columns.firstIndex { $0.name == name } },
            label: table.label.flatMap { label in table.columns.firstIndex { $0.name == label } },
            keys: table.key.compactMap { name in table.columns.firstIndex { $0.name == name } }
        )
    }

    /// Appends the statements of a change that was checked against the schema.
    func append(_ change: RowChange, to statements: inout [WireStatement]) throws(StorageError) {
        switch change {
        case .put(let name, let row):
            let table = try schema.table(name)
            guard let text = texts[name] else { return }
            let parameters = zip(row, table.columns).map { Parameter($0, $1.type) }
            let key = text.keys.map { parameters[$0] }
            if let forget = text.forgetWords { statements.append(WireStatement(forget, key, isKept: true)) }
            statements.append(WireStatement(text.put, parameters, isKept: true))
            var words: [String] = []
            var places: [Int64] = []
            for (place, index) in text.searched.enumerated() {
                guard case .text(let text) = row[index] else { continue }
                let own = Set(SearchTokens.words(text)).sorted()
                words += own
                places += Array(repeating: Int64(place), count: own.count)
            }
            if let putWords = text.putWords, let label = text.label, !words.isEmpty {
                let values = [parameters[label], .texts(words), .integers(places)] + key
                statements.append(WireStatement(putWords, values, isKept: true))
            }
        case .remove(let name, let key):
            let table = try schema.table(name)
            guard let text = texts[name] else { return }
            var parameters: [Parameter] = []
            for (value, column) in zip(key, table.key) {
                parameters.append(Parameter(value, try table.column(column).type))
            }
            if let forget = text.forgetWords { statements.append(WireStatement(forget, parameters, isKept: true)) }
            statements.append(WireStatement(text.remove, parameters, isKept: true))
        case .removeAll(let name, let column, let value):
            let table = try schema.table(name)
            let place = "\(self.place).\(Self.quoted(name))"
            let test =
                value == .null
                ? "\(Self.quoted(column)) IS NULL" : "\(Self.quoted(column)) = $1"
            let parameters = value == .null ? [] : [Parameter(value, try table.column(column).type)]
            if texts[name]?.forgetWords != nil {
                let keys = table.key.map(Self.quoted).joined(separator: ", ")
                let words = "\(self.place).\(Self.quoted(name + "$words"))"
                statements.append(
                    WireStatement(
                        "DELETE FROM \(words) WHERE (\(keys)) IN (SELECT \(keys) FROM \(place) WHERE \(test))",
                        parameters,
                        isKept: true
                    )
                )
            }
            statements.append(WireStatement("DELETE FROM \(place) WHERE \(test)", parameters, isKept: true))
        }
    }
}
