internal import PlantModel

/// A record as it was taken: a text for each declared field, absent where the record is without.
struct TakenRecord: Equatable, Sendable {
    var values: [String?]
}

/// What came of a piece of a file.
enum MappedPiece: Equatable, Sendable {
    /// A record of a program.
    case record(TakenRecord, program: String)
    /// What is no record of the flow: where its program could be told, whose it is.
    case dead(reason: String, program: String?)
}

/// Makes records of the pieces of one file, as its flow declares them.
struct RecordMapping {
    private let flow: CarriedFlow
    /// The column of each declared field, where the file is comma-separated; nil before its first line was read.
    private var columns: [Int?]?
    private var columnCount = 0
    private let places: [String: Int]
    /// Names in the file that the flow does not declare, and how many values stood under them: withheld, and reported.
    private(set) var undeclared: [String: Int] = [:]
    /// Names beyond this many are counted under one.
    private static let undeclaredMax = 200

    init(_ flow: CarriedFlow) {
        self.flow = flow
        places = Dictionary(
            flow.messages.fields.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What a piece is; nil for the line of names.
    /// - Throws: `otherSchema` for a line of names without what every record has.
    mutating func map(_ piece: RecordSplitter.Piece) throws(GatewayRefusal) -> MappedPiece? {
        switch flow.messages.format {
        case .csv:
            guard columns != nil else {
                try readNames(piece)
                return nil
            }
            return commaSeparated(piece)
        case .jsonLines: return json(piece)
        }
    }

    // MARK: Comma-separated values

    private mutating func readNames(_ piece: RecordSplitter.Piece) throws(GatewayRefusal) {
        let names: [String]
        do throws(CommaSeparatedRecord.Fault) {
            if let fault = piece.fault { throw CommaSeparatedRecord.Fault(reason: fault.rawValue) }
            names = try CommaSeparatedRecord.fields(piece.bytes)
        } catch {
            throw GatewayRefusal(.otherSchema, "the first line names no fields: \(error.reason)")
        }
        var found = [Int?](repeating: nil, count: flow.messages.fields.count)
        for (column, name) in names.enumerated() {
            guard let place = places[name] else {
                note(name, count: 0)
                continue
            }
            guard found[place] == nil else {
                throw GatewayRefusal(.otherSchema, "the first line names the field '\(name)' twice; expected it once")
            }
            found[place] = column
        }
        let missing = flow.messages.fields.enumerated().filter { found[$0] == nil && !$1.isOptional }.map(
            \.element.name
        )
        guard missing.isEmpty else {
            throw GatewayRefusal(
                .otherSchema,
                "the first line does not name \(missing.map { "'\($0)'" }.joined(separator: ", ")), which every record of the flow "
                    + "'\(flow.id)' has; expected all of them, or a flow that declares them optional"
            )
        }
        columns = found
        columnCount = names.count
        unknownColumns = names.enumerated().filter { places[$1] == nil }.map { ($0, $1) }
    }

    private var unknownColumns: [(column: Int, name: String)] = []

    private mutating func commaSeparated(_ piece: RecordSplitter.Piece) -> MappedPiece {
        if let fault = piece.fault { return .dead(reason: fault.rawValue, program: nil) }
        let cells: [String]
        do throws(CommaSeparatedRecord.Fault) {
            cells = try CommaSeparatedRecord.fields(piece.bytes)
        } catch {
            return .dead(reason: error.reason, program: nil)
        }
        guard cells.count == columnCount, let columns else {
            // Whose it is cannot be told: a comma too few or too many may have moved the program.
            return .dead(reason: "\(cells.count) fields where the first line names \(columnCount)", program: nil)
        }
        for (column, name) in unknownColumns where !cells[column].isEmpty { note(name, count: 1) }
        let values = columns.map { column -> String? in
            guard let column, !cells[column].isEmpty else { return nil }
            return cells[column]
        }
        return checked(values)
    }

    // MARK: JSON lines

    private mutating func json(_ piece: RecordSplitter.Piece) -> MappedPiece {
        if let fault = piece.fault { return .dead(reason: fault.rawValue, program: nil) }
        let members: [(name: String, value: JSONLine.Scalar)]
        do throws(JSONLine.Fault) {
            members = try JSONLine.object(piece.bytes)
        } catch {
            return .dead(reason: error.reason, program: nil)
        }
        var values = [String?](repeating: nil, count: flow.messages.fields.count)
        var wrong: String?
        for (name, value) in members {
            guard let place = places[name] else {
                note(name, count: value == .null ? 0 : 1)
                continue
            }
            let field = flow.messages.fields[place]
            switch (value, field.type) {
            case (.null, _): break
            case (.text(let text), .text), (.text(let text), .day), (.text(let text), .time): values[place] = text
            case (.literal(let text), .integer), (.literal(let text), .decimal), (.literal(let text), .truth):
                values[place] = text
            default: wrong = wrong ?? "the field '\(field.name)' holds no \(field.type.rawValue)"
            }
        }
        if let wrong { return .dead(reason: wrong, program: values[flow.programPlace].flatMap(program)) }
        return checked(values)
    }

    // MARK: Both

    private func checked(_ values: [String?]) -> MappedPiece {
        let program = values[flow.programPlace].flatMap(program)
        for (value, field) in zip(values, flow.messages.fields) {
            guard let value else {
                guard field.isOptional else {
                    return .dead(reason: "the field '\(field.name)' is empty", program: program)
                }
                continue
            }
            if let fault = FieldValue.fault(of: value, as: field) {
                return .dead(reason: "the field '\(field.name)' holds \(fault)", program: program)
            }
        }
        guard let program else {
            return .dead(
                reason: "the field '\(flow.messages.programField.value)' holds a code that the flow does not declare",
                program: nil
            )
        }
        return .record(TakenRecord(values: values), program: program)
    }

    private func program(_ code: String) -> String? { flow.messages.programs[code]?.value }

    private mutating func note(_ name: String, count: Int) {
        let name = undeclared[name] == nil && undeclared.count >= Self.undeclaredMax ? "(others)" : name
        undeclared[name, default: 0] += count
    }
}
