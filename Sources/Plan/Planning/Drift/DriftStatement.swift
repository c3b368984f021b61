internal import Foundation

/// What a running instance says of its drift from a plan, as far as whoever asked was cleared for. Schema: `schemas/drift.schema.json`.
///
/// It is believed once its signature was verified, which is done elsewhere; what it says is still taken for what somebody else wrote.
public struct DriftStatement: Sendable, Equatable {
    /// An entry of a log behind a finding.
    public struct Entry: Sendable, Equatable, Codable {
        /// The log.
        public let log: String
        /// Its place there.
        public let sequence: Int
        /// The hash of the leaf, in base64.
        public let leaf: String
        /// The kind of event.
        public let event: String
        /// When, in UTC.
        public let at: String
    }

    /// Something that has drifted.
    public struct Finding: Sendable, Equatable {
        /// Its code, such as `BH-D001`.
        public let code: String
        /// What is the case.
        public let says: String
        /// What it is about.
        public let about: String
        /// Where it is written.
        public let place: String
        /// What stands behind it.
        public let cite: String
        /// What to do.
        public let remedy: String
        /// The programs whose notices of it the asker was cleared for, in order; none where it concerns none.
        public internal(set) var programs: [String]
        /// Where the log has what stands behind it; empty where the log knows nothing of it, or the asker may not see where.
        public internal(set) var entries: [Entry]
    }

    /// Why something is no statement of drift.
    public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// What is wrong.
        public let description: String

        /// A problem, in a sentence without a full stop.
        public init(_ description: String) { self.description = description }
    }

    /// The form that is read.
    public static let format = "bulkhead-drift/1"
    /// More records are no statement.
    static let recordsMax = 20_000
    /// Longer texts, in bytes, are none of a statement.
    static let textBytesMax = 8_192

    /// The control log of the instance.
    public let log: String
    /// The day as of which it was looked.
    public let day: String
    /// The hash of the plan that was looked at.
    public let plan: String
    /// Whom it was given to.
    public let recipient: String
    /// How it is marked.
    public let marking: String
    /// By code, then place.
    public let findings: [Finding]

    /// Reads a statement.
    /// - Throws: what is wrong with it.
    public init(json: [UInt8]) throws(Problem) {
        let file: Written
        do {
            file = try JSONDecoder().decode(Written.self, from: Data(json))
        } catch {
            throw Problem("this is no statement of drift: \(Self.reason(error))")
        }
        guard file.format == Self.format else {
            throw Problem(
                "'\(Self.plain(file.format).prefix(40))' is not \(Self.format); use the version of this program that wrote it"
            )
        }
        guard file.records.count <= Self.recordsMax else {
            throw Problem("\(file.records.count) records; at most \(Self.recordsMax) are read")
        }
        let standings = file.records.filter { $0.kind == "drift-standing" }
        guard standings.count == 1, let standing = standings.first else {
            throw Problem("it says \(standings.isEmpty ? "not" : "more than once") of which plan and which day it is")
        }
        log = try standing.text("log")
        day = try standing.text("day")
        plan = try standing.text("plan")
        recipient = Self.plain(file.recipient)
        marking = Self.plain(file.marking)
        findings = try Self.findings(file.records)
    }

    /// Notices of one thing to several programs are one finding.
    private static func findings(_ records: [Written.Record]) throws(Problem) -> [Finding] {
        var entries: [String: [Entry]] = [:]
        for record in records where record.kind == "log-citation" {
            let entry = Entry(
                log: try record.text("log"),
                sequence: try record.number("sequence"),
                leaf: try record.text("leaf"),
                event: try record.text("event"),
                at: try record.text("at")
            )
            entries[try record.text("about"), default: []].append(entry)
        }
        var order: [[String]] = []
        var found: [[String]: Finding] = [:]
        for record in records where record.kind == "drift-notice" {
            let key = [try record.text("code"), try record.text("place"), try record.text("about")]
            let program = try record.text("program")
            if found[key] == nil {
                order.append(key)
                found[key] = Finding(
                    code: key[0],
                    says: try record.text("says"),
                    about: key[2],
                    place: key[1],
                    cite: try record.text("cite"),
                    remedy: try record.text("remedy"),
                    programs: [],
                    entries: []
                )
            }
            if !program.isEmpty { found[key]?.programs.append(program) }
            for entry in entries[record.id] ?? [] where found[key]?.entries.contains(entry) == false {
                found[key]?.entries.append(entry)
            }
        }
        return order.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
            guard var finding = found[key] else { return nil }
            finding.programs = Set(finding.programs).sorted()
            finding.entries.sort { ($0.log, $0.sequence) < ($1.log, $1.sequence) }
            return finding
        }
    }

    /// Without what would be no text on a page: control and format characters, line breaks.
    fileprivate static func plain(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                plain.unicodeScalars.append("\u{FFFD}")
            default: plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// Which field, without the values that Foundation's words repeat.
    private static func reason(_ error: any Error) -> String {
        let path: [any CodingKey]
        switch error {
        case DecodingError.keyNotFound(let key, let context): path = context.codingPath + [key]
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            path = context.codingPath
        default: return "it is no JSON of that form"
        }
        let names = path.map { key in key.intValue.map { String($0) } ?? plain(String(key.stringValue.prefix(40))) }
        return "\(names.joined(separator: ".")) is not there, or something else than it has to be"
    }
}

/// A statement as it is written.
private struct Written: Decodable {
    struct Record: Decodable {
        let kind: String
        let id: String
        let fields: [String: Value]

        func text(_ name: String) throws(DriftStatement.Problem) -> String {
            guard case .text(let text)? = fields[name] else { throw .init("a \(kindName) does not say its \(name)") }
            guard text.utf8.count <= DriftStatement.textBytesMax else {
                throw .init("the \(name) of a \(kindName) is longer than \(DriftStatement.textBytesMax) bytes")
            }
            return DriftStatement.plain(text)
        }

        func number(_ name: String) throws(DriftStatement.Problem) -> Int {
            guard case .number(let number)? = fields[name], number >= 0 else {
                throw .init("a \(kindName) does not say its \(name)")
            }
            return number
        }

        private var kindName: String { DriftStatement.plain(String(kind.prefix(40))) }
    }

    enum Value: Decodable {
        case text(String)
        case number(Int)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .other
            }
        }
    }

    let format: String
    let recipient: String
    let marking: String
    let records: [Record]
}
