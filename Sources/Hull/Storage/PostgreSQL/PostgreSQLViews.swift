/// The views of a compartment in a schema of their own. Readers are sessions of another log-in than the writer, under row-level security.
struct PostgreSQLViews: ViewStore {
    private let compartment: CompartmentName
    let schema: ViewSchema
    private let readers: ConnectionPool
    private let writers: ConnectionPool
    private let place: String
    private let changes: ChangeText

    init(_ compartment: CompartmentName, _ schema: ViewSchema, readers: ConnectionPool, writers: ConnectionPool) {
        self.compartment = compartment
        self.schema = schema
        self.readers = readers
        self.writers = writers
        place = PreparationScript.quoted("\(compartment)_views")
        changes = ChangeText(schema, place: place)
    }

    /// Whether all tables are guarded by row-level security.
    /// - Throws: `damaged` when somebody took a guard away.
    func checkGuards() throws(StorageError) {
        let answers = try writers.read(
            "looking at the views of \(compartment)",
            [
                WireStatement(
                    """
                    SELECT relname::text FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'm', 'f') \
                    AND relname NOT IN ('$definition', '$cursor') AND NOT (relrowsecurity AND relforcerowsecurity)
                    """,
                    [.text(place)],
                    reads: [.text]
                )
            ]
        )
        guard let row = answers.first?.first, case .text(let name) = row[0] else { return }
        throw StorageError(
            .damaged,
            "the table \(name.debugDescription) of the views of \(compartment) is not guarded by row-level security; drop the views, they are made again from the log"
        )
    }

    func cursor() throws(StorageError) -> UInt64 {
        let answers = try writers.read("reading the cursor of \(compartment)", [cursorStatement])
        return Self.cursor(answers)
    }

    private var cursorStatement: WireStatement {
        WireStatement("SELECT next FROM \(place).\"$cursor\"", reads: [.integer], isKept: true)
    }

    /// No cursor is the beginning: after a crash of the server the tables are empty.
    private static func cursor(_ answers: [[[ViewValue]]]) -> UInt64 {
        if case .integer(let next)? = answers.first?.first?.first { UInt64(next) } else { 0 }
    }

    func apply(_ changes: [RowChange], from cursor: UInt64, to next: UInt64) throws(StorageError) {
        guard let from = Int64(exactly: cursor), let to = Int64(exactly: next), from <= to else {
            throw StorageError(.invalidValue, "changes of \(compartment) cannot lead from \(cursor) to \(next)")
        }
        for change in changes { try schema.check(change) }
        var statements = [
            WireStatement("SELECT \(place).\"$advance\"($1, $2)", [.integer(from), .integer(to)], isKept: true)
        ]
        for change in changes { try self.changes.append(change, to: &statements) }
        let purpose = "applying changes to the views of \(compartment)"
        try writers.withConnection { connection, _ throws(StorageError) in
            do throws(StorageError) {
                _ = try connection.run(purpose, statements)
            } catch {
                guard connection.isLost else { throw error }
                // The cursor tells what became of them.
                let fresh = try writers.openConnection()
                let found = Self.cursor(try fresh.run(purpose, [cursorStatement]))
                if found == next, next != cursor { return }
                _ = try fresh.run(purpose, statements)
            }
        }
    }

    func select(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> [[ViewValue]] {
        try page(query, admission, words: nil)
    }

    func search(
        _ words: [String],
        prefix: Bool,
        of columns: [String],
        in query: ViewQuery,
        admitting admission: Admission
    ) throws(StorageError) -> [[ViewValue]] {
        try SearchWords.check(words, of: columns, in: try schema.table(query.table))
        let tokens = words.map(SearchTokens.words)
        var whole = tokens.flatMap { $0 }
        // The last word counts as a beginning only where something of it is left.
        let beginning = prefix && tokens.last?.isEmpty == false ? whole.popLast() : nil
        var seen: Set<String> = []
        whole = whole.filter { seen.insert($0).inserted }
        let demanded = PageText.Words(
            all: whole + [beginning].compactMap { $0 },
            isPrefix: beginning != nil,
            columns: columns
        )
        return try page(query, admission, words: demanded)
    }

    private func page(
        _ query: ViewQuery,
        _ admission: Admission,
        words: PageText.Words?
    ) throws(StorageError) -> [[ViewValue]] {
        let table = try query.check(against: schema, forPage: true)
        try admission.check(for: table)
        var text = try PageText(query, table, schema: place)
        if let words { text.demand(words) }
        guard let label = table.label, !admission.labels.isEmpty, words?.all.isEmpty != true else { return [] }
        return try admitted("reading \(table.name)", admission, text.page(admission, label), isPlain: words == nil)
    }

    func count(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> Int {
        let table = try query.check(against: schema, forPage: false)
        try admission.check(for: table)
        guard let label = table.label, !admission.labels.isEmpty else { return 0 }
        var text = try PageText(query, table, schema: place)
        let rows = try admitted("counting \(table.name)", admission, text.count(admission, label))
        guard case .integer(let count)? = rows.first?.first else { return 0 }
        return Int(count)
    }

    func writerRows(_ query: ViewQuery) throws(StorageError) -> [[ViewValue]] {
        let table = try query.check(against: schema, forPage: true)
        var text = try PageText(query, table, schema: place)
        return try writers.read("reading \(table.name) of \(compartment) to write", [text.everything()]).first ?? []
    }

    private static let admit = "SELECT set_config($1, $2, true), set_config('search_path', $3, true)"
    /// A page is read in the order of an index wherever there is one, whatever the server reckons from what it knows of the rows: else time would
    /// tell of their number. Searches are planned freely, for they hang on how rare a word is.
    private static let inOrder = ["sort", "incremental_sort", "bitmapscan", "seqscan"]
        .map { "set_config('enable_\($0)', 'off', true)" }.joined(separator: ", ")

    /// Asks as a reader, in a transaction that admits these labels and no others. Conditions name tables of the same views without a schema.
    private func admitted(
        _ purpose: String,
        _ admission: Admission,
        _ statement: WireStatement,
        isPlain: Bool = false
    ) throws(StorageError) -> [[ViewValue]] {
        let labels = "{" + admission.labels.map { "\($0)" }.joined(separator: ",") + "}"
        let answers = try readers.read(
            "\(purpose) of \(compartment)",
            [
                WireStatement(
                    isPlain ? "\(Self.admit), \(Self.inOrder)" : Self.admit,
                    [.text("bulkhead.labels_\(compartment)"), .text(labels), .text("\(place), pg_temp")],
                    isKept: true
                ),
                statement,
            ]
        )
        return answers.count == 2 ? answers[1] : []
    }
}
