internal import CPostgres

/// A statement with its values, and how its answer is read.
struct WireStatement: Sendable {
    let sql: String
    let parameters: [Parameter]
    /// The kinds of the columns of the answer.
    let reads: [ViewColumn.Kind]
    /// Whether the server keeps the statement parsed, for ones whose text comes again and again.
    let isKept: Bool

    init(_ sql: String, _ parameters: [Parameter] = [], reads: [ViewColumn.Kind] = [], isKept: Bool = false) {
        self.sql = sql
        self.parameters = parameters
        self.reads = reads
        self.isKept = isKept
    }
}

/// What the server or the connection said instead of an answer.
struct WireFailure: Error {
    /// The five letters of the SQL standard and of PostgreSQL's appendix A; empty when the client or the network failed.
    let state: String
    /// The server's sentence. It may hold values of rows, so it is passed on for a few classes of `state` alone.
    let sentence: String
    /// The table or constraint that it speaks of.
    let place: String
    /// Whether the connection is of no more use.
    let isLost: Bool
}

/// One connection as libpq has it, always in pipeline mode. All that is unsafe of the PostgreSQL engine is in this file and in the reading
/// of a value from the bytes that this file hands over.
struct Wire: ~Copyable {
    private let connection: OpaquePointer
    /// A statement that the server keeps is told by the types of its parameters, too: they are fixed when it is parsed.
    private struct KeptStatement: Hashable {
        let sql: String
        let types: [UInt32]
    }

    private var kept: [KeptStatement: String] = [:]
    private var keptCount = 0
    private(set) var isLost = false

    /// Statements that one connection keeps parsed; then they are all forgotten.
    private static let keptMax = 200
    /// Statements sent before their answers are read, and their bytes: so few that the answers fit the buffers of a socket, else server
    /// and client would wait for each other.
    private static let sentMax = 200
    private static let sentBytesMax = 1 << 20

    /// The options that a connection string or URL names; nil when it is none. libpq's own sentence is not told: it may repeat the URL with
    /// its password.
    static func options(in url: String) -> [String: String]? {
        guard let list = url.withCString({ PQconninfoParse($0, nil) }) else { return nil }
        defer { PQconninfoFree(list) }
        var options: [String: String] = [:]
        var next = list
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        return options
    }

    /// Connects; waits as long as `connect_timeout` among the options says.
    init(_ options: [String: String]) throws(WireFailure) {
        let pairs = options.sorted { $0.key < $1.key }
        let opened = Self.withCStrings(pairs.map(\.key) + pairs.map(\.value)) { pointers in
            let keywords = pointers[..<pairs.count] + [nil]
            let values = pointers[pairs.count...] + [nil]
            return Array(keywords).withUnsafeBufferPointer { keywords in
                Array(values).withUnsafeBufferPointer { values in
                    PQconnectdbParams(keywords.baseAddress, values.baseAddress, 0)
                }
            }
        }
        guard let opened else {
            throw WireFailure(state: "", sentence: "no memory for a connection", place: "", isLost: true)
        }
        guard PQstatus(opened) == CONNECTION_OK, PQenterPipelineMode(opened) == 1 else {
            let sentence = Self.firstLine(PQerrorMessage(opened))
            PQfinish(opened)
            throw WireFailure(state: "", sentence: sentence, place: "", isLost: true)
        }
        // Notices go to nobody: the default prints them.
        PQsetNoticeReceiver(opened, { _, _ in }, nil)
        connection = opened
    }

    deinit { PQfinish(connection) }

    /// Runs statements as one transaction in one round trip: all of them, or the first failure and nothing.
    mutating func run(_ statements: [WireStatement]) throws(WireFailure) -> [[[ViewValue]]] {
        if statements.isEmpty { return [] }
        var answers: [[[ViewValue]]] = []
        answers.reserveCapacity(statements.count)
        var failure: WireFailure?
        if keptCount > Self.keptMax { try forgetKept() }
        var fresh: [KeptStatement] = []
        var index = 0
        while index < statements.count, failure == nil {
            var awaited: [WireStatement?] = []
            var bytes = 0
            while index < statements.count, awaited.count < Self.sentMax, bytes < Self.sentBytesMax, failure == nil {
                let statement = statements[index]
                failure = send(statement, &awaited, &bytes, &fresh)
                index += 1
            }
            guard failure == nil else { break }
            if index < statements.count, PQsendFlushRequest(connection) != 1 { failure = clientFailure() }
            if index == statements.count, PQpipelineSync(connection) != 1 { failure = clientFailure() }
            if failure == nil { failure = read(awaited, &answers) }
        }
        if failure != nil, index < statements.count, !isLost, PQpipelineSync(connection) != 1 { isLost = true }
        if !isLost, let late = readSync(), failure == nil { failure = late }
        if let failure {
            for statement in fresh { kept[statement] = nil }
            throw WireFailure(
                state: failure.state,
                sentence: failure.sentence,
                place: failure.place,
                isLost: isLost || failure.isLost
            )
        }
        return answers
    }

    /// Runs a script of several statements without values, outside of pipeline mode.
    mutating func run(script: String) throws(WireFailure) {
        guard PQexitPipelineMode(connection) == 1 else { throw clientFailure() }
        let result = PQexec(connection, script)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        let failure = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? nil : self.failure(result)
        if failure != nil { PQclear(PQexec(connection, "ROLLBACK")) }
        if PQenterPipelineMode(connection) != 1 { isLost = true }
        if let failure { throw failure }
    }

    /// Hands over what a `COPY … TO STDOUT` sends, a row each time, outside of pipeline mode.
    mutating func copyOut(_ sql: String, _ use: ([UInt8]) -> Void) throws(WireFailure) {
        guard PQexitPipelineMode(connection) == 1 else { throw clientFailure() }
        var failure: WireFailure?
        if let result = PQexec(connection, sql) {
            if PQresultStatus(result) != PGRES_COPY_OUT { failure = self.failure(result) }
            PQclear(result)
        } else {
            failure = lost()
        }
        while failure == nil {
            var row: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(connection, &row, 0)
            guard count > 0, let row else {
                if count == -2 { failure = lost() }
                break
            }
            use(Array(UnsafeRawBufferPointer(start: row, count: Int(count))))
            PQfreemem(row)
        }
        // A failure after the last row is in the result that follows.
        while let result = PQgetResult(connection) {
            if failure == nil, PQresultStatus(result) != PGRES_COMMAND_OK { failure = self.failure(result) }
            PQclear(result)
        }
        if PQenterPipelineMode(connection) != 1 { isLost = true }
        if let failure { throw failure }
    }

    /// A verifier for SCRAM-SHA-256 (RFC 5802, RFC 7677), so that a password is never sent to be logged in clear.
    func scramVerifier(of password: String, for login: String) throws(WireFailure) -> String {
        guard let text = PQencryptPasswordConn(connection, password, login, "scram-sha-256") else {
            throw WireFailure(state: "", sentence: "a password cannot be used", place: login, isLost: false)
        }
        defer { PQfreemem(text) }
        return String(cString: text)
    }

    private mutating func forgetKept() throws(WireFailure) {
        kept = [:]
        keptCount = 0
        _ = try run([WireStatement("DEALLOCATE ALL")])
    }

    private mutating func send(
        _ statement: WireStatement,
        _ awaited: inout [WireStatement?],
        _ bytes: inout Int,
        _ fresh: inout [KeptStatement]
    ) -> WireFailure? {
        let encoded = EncodedParameters(statement.parameters)
        bytes += encoded.buffer.count + statement.sql.utf8.count
        guard statement.isKept else {
            awaited.append(statement)
            return encoded.withPointers { types, values, lengths, formats, count in
                PQsendQueryParams(connection, statement.sql, count, types, values, lengths, formats, 1)
            } == 1 ? nil : clientFailure()
        }
        let name: String
        let key = KeptStatement(sql: statement.sql, types: encoded.types)
        if let known = kept[key] {
            name = known
        } else {
            keptCount += 1
            name = "kept_\(keptCount)"
            let sent = encoded.withPointers { types, _, _, _, count in
                PQsendPrepare(connection, name, statement.sql, count, types)
            }
            guard sent == 1 else { return clientFailure() }
            kept[key] = name
            fresh.append(key)
            awaited.append(nil)
        }
        awaited.append(statement)
        return encoded.withPointers { _, values, lengths, formats, count in
            PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
        } == 1 ? nil : clientFailure()
    }

    /// Reads the answers that are awaited, and says the first failure.
    private mutating func read(_ awaited: [WireStatement?], _ answers: inout [[[ViewValue]]]) -> WireFailure? {
        var failure: WireFailure?
        for statement in awaited {
            guard let result = PQgetResult(connection) else { return failure ?? lost() }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                if let statement {
                    if let rows = Self.rows(result, statement.reads) {
                        answers.append(rows)
                    } else {
                        failure =
                            failure
                            ?? WireFailure(state: "", sentence: "an answer of another form", place: "", isLost: false)
                    }
                }
            case PGRES_PIPELINE_ABORTED: break
            default: failure = failure ?? self.failure(result)
            }
            PQclear(result)
            // Each answer ends with an empty result.
            while let more = PQgetResult(connection) { PQclear(more) }
            if PQstatus(connection) != CONNECTION_OK { return failure.map { $0 } ?? lost() }
        }
        return failure
    }

    /// Reads up to the synchronization point: only there is the transaction committed.
    private mutating func readSync() -> WireFailure? {
        var failure: WireFailure?
        var empty = 0
        while PQstatus(connection) == CONNECTION_OK {
            guard let result = PQgetResult(connection) else {
                // An empty result ends each answer that was not read for a failure before it; two on end mean that nothing comes.
                empty += 1
                if empty > Self.sentMax * 2 { break }
                continue
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return failure
            case PGRES_FATAL_ERROR: failure = failure ?? self.failure(result)
            default: break
            }
        }
        isLost = true
        return failure ?? lost()
    }

    private mutating func lost() -> WireFailure {
        isLost = true
        return WireFailure(state: "", sentence: Self.firstLine(PQerrorMessage(connection)), place: "", isLost: true)
    }

    /// libpq would not send: the connection broke, or the program asked what cannot be asked.
    private mutating func clientFailure() -> WireFailure { lost() }

    private mutating func failure(_ result: OpaquePointer?) -> WireFailure {
        let state = Self.field(result, Int32(UInt8(ascii: "C")))  // PG_DIAG_SQLSTATE
        // Class 57P ends sessions: shut down, crashed, the database dropped. A kept statement whose tables were made anew is of no more use (0A000,
        // 26000), and a new session does not have it.
        let isOver = state.isEmpty || state.hasPrefix("57P") || state == "0A000" || state == "26000"
        if PQstatus(connection) != CONNECTION_OK || isOver { isLost = true }
        return WireFailure(
            state: state,
            sentence: Self.field(result, Int32(UInt8(ascii: "M"))),  // PG_DIAG_MESSAGE_PRIMARY
            place: [Self.field(result, Int32(UInt8(ascii: "t"))), Self.field(result, Int32(UInt8(ascii: "n")))]
                .filter { !$0.isEmpty }.joined(separator: ", "),  // PG_DIAG_TABLE_NAME, PG_DIAG_CONSTRAINT_NAME
            isLost: isLost
        )
    }

    private static func field(_ result: OpaquePointer?, _ code: Int32) -> String {
        PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
    }

    private static func firstLine(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "" }
        return String(cString: text).split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func rows(_ result: OpaquePointer, _ kinds: [ViewColumn.Kind]) -> [[ViewValue]]? {
        if kinds.isEmpty { return [] }
        guard PQnfields(result) == Int32(kinds.count) else { return nil }
        var rows: [[ViewValue]] = []
        let count = PQntuples(result)
        rows.reserveCapacity(Int(count))
        for row in 0..<count {
            var values: [ViewValue] = []
            values.reserveCapacity(kinds.count)
            for (column, kind) in zip(Int32(0)..., kinds) {
                if PQgetisnull(result, row, column) == 1 { values.append(.null); continue }
                let bytes = UnsafeRawBufferPointer(
                    start: PQgetvalue(result, row, column),
                    count: Int(PQgetlength(result, row, column))
                )
                guard let value = ViewValue(postgreSQL: bytes, kind) else { return nil }
                values.append(value)
            }
            rows.append(values)
        }
        return rows
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        var buffer: [CChar] = []
        var offsets: [Int] = []
        for text in texts {
            offsets.append(buffer.count)
            buffer += text.utf8CString
        }
        return buffer.withUnsafeBufferPointer { buffer in
            body(offsets.map { offset in buffer.baseAddress.map { $0 + offset } })
        }
    }
}

/// Parameters laid out as libpq takes them: all values in one buffer.
private struct EncodedParameters {
    let types: [UInt32]
    var buffer: [UInt8] = []
    var places: [Range<Int>?] = []

    init(_ parameters: [Parameter]) {
        types = parameters.map(\.type)
        for parameter in parameters {
            let start = buffer.count
            places.append(parameter.append(to: &buffer) ? start..<buffer.count : nil)
        }
        buffer.append(0)  // so that an empty value at the end has an address, too
    }

    func withPointers(
        _ body: (
            UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?,
            Int32
        ) -> Int32
    ) -> Int32 {
        let lengths = places.map { Int32(truncatingIfNeeded: $0?.count ?? 0) }
        let formats = places.map { _ in Int32(1) }
        return buffer.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                let values = places.map { place in
                    place.flatMap { range in characters.baseAddress.map { $0 + range.lowerBound } }
                }
                return types.withUnsafeBufferPointer { types in
                    values.withUnsafeBufferPointer { values in
                        lengths.withUnsafeBufferPointer { lengths in
                            formats.withUnsafeBufferPointer { formats in
                                body(
                                    types.baseAddress,
                                    values.baseAddress,
                                    lengths.baseAddress,
                                    formats.baseAddress,
                                    Int32(truncatingIfNeeded: places.count)
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}
