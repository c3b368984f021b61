internal import PlantModel

/// Comma-separated values (RFC 4180) with a first line of names.
struct CommaSeparatedFormat: MessageFormat {
    let fields: [Plant.Messages.Field]
    let outputs: [Plant.Messages.Field]

    var suffixes: [String] { [".csv"] }
    var mediaType: String { "text/csv; charset=utf-8; header=present" }
    var mediaTypes: [String] { ["text/csv"] }
    var isPlaced: Bool { false }

    func reader() -> any RecordReader { CommaSeparatedReader(fields) }

    // MARK: Writing

    func row(_ values: [String?], marking: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.reduce(2) { $0 + ($1?.utf8.count ?? 0) + 3 })
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            if let value { Self.cell(value, into: &bytes) }
        }
        bytes += [0x0D, 0x0A]
        return bytes
    }

    var frame: MessageFrame {
        let names = row(outputs.map(\.name), marking: [])
        return MessageFrame(opening: names, empty: names)
    }

    /// In quotes where it has to be (RFC 4180, 2), and where blanks at its ends might be lost. An empty text is written as an absent one, which it is:
    /// in this format nothing tells them apart.
    private static func cell(_ text: String, into bytes: inout [UInt8]) {
        let special = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
        }
        let isBlankAtEnd = text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard special || isBlankAtEnd else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        quoted(text, into: &bytes)
    }

    private static func quoted(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    // MARK: Reading back and trying

    func received(_ message: [UInt8]) throws -> [[String?]] {
        var splitter = RecordSplitter(respectsQuotes: true)
        var pieces = splitter.append(message)
        if let last = splitter.finish() { pieces.append(last) }
        return try pieces.dropFirst().map { piece in
            try CommaSeparatedRecord.fields(piece.bytes).map { $0.isEmpty ? nil : $0 }
        }
    }

    func trialFiles(_ rows: [TrialWorld.Row], undeclared: [String]?) -> [[UInt8]] {
        var bytes: [UInt8] = []
        func write(_ cells: [String?]) {
            for (place, cell) in cells.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                if let cell { Self.quoted(cell, into: &bytes) }
            }
            bytes += [0x0D, 0x0A]
        }
        write(fields.map(\.name) + (undeclared == nil ? [] : ["undeclared"]))
        for (number, row) in rows.enumerated() { write(row.values + (undeclared.map { [$0[number]] } ?? [])) }
        return [bytes]
    }
}

/// Reads one file of comma-separated values.
struct CommaSeparatedReader: RecordReader {
    private let fields: [Plant.Messages.Field]
    private var splitter = RecordSplitter(respectsQuotes: true)
    /// The column of each declared field; nil before the first line was read.
    private var columns: [Int?]?
    private var columnCount = 0
    private var unknownColumns: [(column: Int, name: String)] = []
    private var head: [UInt8] = []
    private(set) var undeclared = UndeclaredNames()

    init(_ fields: [Plant.Messages.Field]) { self.fields = fields }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece] {
        var pieces: [ReadPiece] = []
        for piece in splitter.append(bytes) {
            if let read = try read(piece) { pieces.append(read) }
        }
        return pieces
    }

    mutating func finish() throws(GatewayRefusal) -> [ReadPiece] {
        guard let last = splitter.finish(), let read = try read(last) else { return [] }
        return [read]
    }

    private mutating func read(_ piece: RecordSplitter.Piece) throws(GatewayRefusal) -> ReadPiece? {
        guard let columns else {
            try readNames(piece)
            return nil
        }
        var read = ReadPiece(line: piece.line, fault: piece.fault?.rawValue, raw: { piece.bytes }, head: head)
        guard read.fault == nil else { return read }
        let cells: [String]
        do throws(CommaSeparatedRecord.Fault) {
            cells = try CommaSeparatedRecord.fields(piece.bytes)
        } catch {
            read.fault = error.reason
            return read
        }
        guard cells.count == columnCount else {
            // Whose it is cannot be told: a comma too few or too many may have moved the program.
            read.fault = "\(cells.count) fields where the first line names \(columnCount)"
            return read
        }
        for (column, name) in unknownColumns where !cells[column].isEmpty { undeclared.note(name) }
        read.values = columns.map { column in
            guard let column, !cells[column].isEmpty else { return nil }
            return cells[column]
        }
        return read
    }

    private mutating func readNames(_ piece: RecordSplitter.Piece) throws(GatewayRefusal) {
        let names: [String]
        do throws(CommaSeparatedRecord.Fault) {
            if let fault = piece.fault { throw CommaSeparatedRecord.Fault(reason: fault.rawValue) }
            names = try CommaSeparatedRecord.fields(piece.bytes)
        } catch {
            throw GatewayRefusal(.otherSchema, "the first line names no fields: \(error.reason)")
        }
        let places = Dictionary(
            fields.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var found = [Int?](repeating: nil, count: fields.count)
        for (column, name) in names.enumerated() {
            guard let place = places[name] else {
                undeclared.note(name, count: 0)
                unknownColumns.append((column, name))
                continue
            }
            guard found[place] == nil else {
                throw GatewayRefusal(.otherSchema, "the first line names the field '\(name)' twice; expected it once")
            }
            found[place] = column
        }
        let missing = fields.enumerated().filter { found[$0] == nil && !$1.isOptional }.map(\.element.name)
        guard missing.isEmpty else {
            throw GatewayRefusal(
                .otherSchema,
                "the first line does not name \(missing.map { "'\($0)'" }.joined(separator: ", ")), which every record of the flow "
                    + "has; expected all of them, or a flow that declares them optional"
            )
        }
        columns = found
        columnCount = names.count
        head = piece.bytes
    }
}
