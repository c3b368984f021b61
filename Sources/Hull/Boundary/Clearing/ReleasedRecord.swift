public import Journal
public import PlantModel
public import Storage

/// A record as far as it is released.
public struct ReleasedRecord: Sendable {
    /// The kind of record.
    public let kind: String
    /// Its id; nil of a record that is only known to be there.
    public let id: AggregateID?
    /// Words around what was looked for, from cleared fields; empty in what is no answer to a search.
    public internal(set) var excerpts: [SearchExcerpt] = []
    let names: [String]
    let fields: [ReleasedField?]

    init(kind: String, id: AggregateID?, names: [String], fields: [ReleasedField?]) {
        self.kind = kind
        self.id = id
        self.names = names
        self.fields = fields
    }

    /// A field by name; nil where it is hidden, or the kind has none of that name.
    public subscript(name: String) -> ReleasedField? {
        names.firstIndex(of: name).flatMap { $0 < fields.count ? fields[$0] : nil }
    }

    /// The record is there and may not be seen: a row that shows that something is withheld.
    public var isWithheld: Bool { id == nil }

    /// The fields that show, in the order of the kind.
    public var shown: [(name: String, field: ReleasedField)] {
        zip(names, fields).compactMap { name, field in field.map { (name, $0) } }
    }
}

/// A field that shows: with its value, or only that there is one.
public enum ReleasedField: Sendable {
    /// The value may be seen.
    case cleared(Cleared<ViewValue>)
    /// That there is a value may be known, and no more.
    case withheld(WithheldMark)
}

extension ReleasedField {
    /// Whether it shows a value that is written so: a page may hang on what its reader sees.
    public func shows(_ literal: StaticString) -> Bool {
        guard case .cleared(let value) = self else { return false }
        return ReleaseText.text(value.value).utf8.elementsEqual(literal.description.utf8)
    }

    /// Whether it shows a day, as `2026-11-24`, that is before another one.
    public func shows(dayBefore day: Day) -> Bool {
        guard case .cleared(let value) = self, case .text(let text) = value.value, let shown = Day(text) else {
            return false
        }
        return shown < day
    }

    /// Whether it shows a moment, in milliseconds since 1970, that is over.
    /// - Parameter now: the server's time.
    public func shows(pastAt now: UInt64) -> Bool {
        guard case .cleared(let value) = self, case .integer(let milliseconds) = value.value else { return false }
        return milliseconds <= Int64(clamping: now)
    }

    /// Whether both show the same value, to the same reader.
    public func shows(sameAs other: ReleasedField?) -> Bool {
        guard case .cleared(let value) = self, case .cleared(let another)? = other,
            value.clearance.recipient == another.clearance.recipient
        else { return false }
        return value.value == another.value
    }
}

extension ReleasedField {
    /// Whether both show a value under the same label, to the same reader: what a page puts under one mark.
    public func sharesLabel(with other: ReleasedField?) -> Bool {
        guard case .cleared(let value) = self, case .cleared(let another)? = other,
            value.clearance.recipient == another.clearance.recipient
        else { return false }
        return value.sharedLabel == another.sharedLabel
    }
}

/// What stands for a value that is withheld; like a cleared value it is for one recipient.
public struct WithheldMark: Sendable {
    let clearance: Clearance
}

/// How values are written where a text is asked for.
enum ReleaseText {
    /// Milliseconds since 1970 as `2026-11-24 14:05 UTC`; the number itself where it is before then.
    static func time(_ milliseconds: Int64) -> String {
        guard milliseconds >= 0, let day = Day(millisecondsSince1970: UInt64(milliseconds)) else {
            return String(milliseconds)
        }
        return "\(day) \(ClockText.timeOfDay(UInt64(milliseconds))) UTC"
    }

    /// Days are counted where it is three of them and more.
    static func timeLeft(to milliseconds: Int64, now: UInt64) -> String {
        let now = Int64(clamping: now)
        let minutes = (milliseconds > now ? milliseconds - now : now - milliseconds) / 60_000
        let words =
            minutes >= 4_320
            ? "\(minutes / 1_440) days \(minutes % 1_440 / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
        return words + (milliseconds > now ? " left" : " over")
    }

    static func text(_ value: ViewValue) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text), .json(let text): text
        case .truth(let truth): truth ? "true" : "false"
        case .bytes(let bytes): bytes.hexadecimal
        }
    }
}
