/// A value that the format allows, read from a file.
struct FormatValue {
    /// What it is.
    enum Content {
        case text(String)
        case integer(Int)
        case boolean(Bool)
        case day(Day)
        case period(Period)
        /// One of the words beside a type.
        case word(String)
        case list([FormatValue])
        case map([(key: FormatValue, value: FormatValue)])
        case record(FormatRecord)
        /// A fact that is not known.
        case unknown
    }

    let place: SourcePlace
    var content: Content
    /// What shows it, if it is a fact.
    var notes: FactNotes?
}

/// What is said about a fact beside its value.
struct FactNotes {
    var evidence: String?
    var asOf: Day?
    var expires: Day?
    var owner: String?

    /// Reads the fields that facts and assurances have in common.
    init(_ record: FormatRecord) {
        evidence = record.optionalText("evidence")
        asOf = record.day("asOf")
        expires = record.day("expires")
        owner = record.optionalText("owner")
    }
}

/// Named fields, read from a file. Everything that is in it is sound: a record with an error in it is never made.
struct FormatRecord {
    let place: SourcePlace
    /// All fields, in the order of the file.
    let all: [(name: String, value: FormatValue)]

    init(place: SourcePlace, fields: [(name: String, value: FormatValue)]) {
        self.place = place
        all = fields
    }

    subscript(name: String) -> FormatValue? {
        for field in all where field.name == name { return field.value }
        return nil
    }

    func place(of name: String) -> SourcePlace { self[name]?.place ?? place }

    /// Text; empty if it is not there, which the format excludes where it is required.
    func text(_ name: String) -> String { optionalText(name) ?? "" }

    func optionalText(_ name: String) -> String? { self[name]?.text }

    func day(_ name: String) -> Day? {
        guard case .day(let day) = self[name]?.content else { return nil }
        return day
    }

    func integer(_ name: String) -> Int? { self[name]?.integer }

    func boolean(_ name: String) -> Bool? { self[name]?.boolean }

    func record(_ name: String) -> FormatRecord? {
        guard case .record(let record) = self[name]?.content else { return nil }
        return record
    }

    func items(_ name: String) -> [FormatValue] { self[name]?.items ?? [] }

    func records(_ name: String) -> [FormatRecord] { items(name).compactMap(\.record) }

    func texts(_ name: String) -> [String] { items(name).compactMap(\.text) }

    func located(_ name: String) -> [Located<String>] { items(name).compactMap(\.located) }

    func choice<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type) -> Word? {
        optionalText(name).flatMap(Word.init(rawValue:))
    }

    /// A fact; nil if it is not there or not known.
    func fact<Value>(_ name: String, _ value: (FormatValue) -> Value?) -> Fact<Value>? {
        guard let found = self[name], let value = value(found) else { return nil }
        return found.fact(value)
    }

    func textFact(_ name: String) -> Fact<String>? { fact(name, \.text) }

    func integerFact(_ name: String) -> Fact<Int>? { fact(name, \.integer) }

    func booleanFact(_ name: String) -> Fact<Bool>? { fact(name, \.boolean) }

    func textsFact(_ name: String) -> Fact<[String]>? {
        fact(name) { value in
            guard case .list(let items) = value.content else { return nil }
            return items.compactMap(\.text)
        }
    }

    func choiceFact<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type) -> Fact<Word>? {
        fact(name) { $0.text.flatMap(Word.init(rawValue:)) }
    }
}

extension FormatValue {
    /// Its text or word.
    var text: String? {
        switch content {
        case .text(let text), .word(let text): text
        default: nil
        }
    }

    var word: String? {
        if case .word(let word) = content { return word }
        return nil
    }

    // Inlined after `text`, it makes the optimizer of Swift 6.3.1 stop with "ownership error" in CopyPropagation.
    @inline(never) var integer: Int? {
        if case .integer(let number) = content { return number }
        return nil
    }

    var boolean: Bool? {
        if case .boolean(let truth) = content { return truth }
        return nil
    }

    var period: Period? {
        if case .period(let period) = content { return period }
        return nil
    }

    var day: Day? {
        if case .day(let day) = content { return day }
        return nil
    }

    var items: [FormatValue] {
        if case .list(let items) = content { return items }
        return []
    }

    var record: FormatRecord? {
        if case .record(let record) = content { return record }
        return nil
    }

    var located: Located<String>? { text.map { Located($0, place: place) } }

    func fact<Value>(_ value: Value) -> Fact<Value> {
        Fact(
            value,
            evidence: notes?.evidence,
            asOf: notes?.asOf,
            expires: notes?.expires,
            owner: notes?.owner,
            place: place
        )
    }
}
