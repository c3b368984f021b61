/// What may stand where in a plant file. One description drives the reading, its messages and the published JSON Schema.
indirect enum FormatType: Sendable {
    /// Any text of at most so many characters.
    case text(longest: Int)
    /// A name that the plant file does not define itself: a clause, a standard, a country list's entry.
    case token(what: String)
    /// `true` or `false`.
    case boolean
    /// A whole number within limits, with its unit.
    case integer(ClosedRange<Int>, unit: String)
    /// Hours, whole or decimal, read as whole minutes.
    case hours
    /// A day, `2026-11-24`.
    case day
    /// An ISO 3166-1 alpha-2 code.
    case country
    /// `90d`, `12m`, `10y` or `life`.
    case period
    /// One of some words.
    case choice([Choice])
    /// An id that is defined here, unique in the plant within its kind.
    case identifier(EntityKind)
    /// An id that is defined here, unique within its list.
    case localIdentifier
    /// An id that is defined elsewhere.
    case reference(EntityKind)
    /// Several, none of them twice.
    case list(FormatType, atLeast: Int)
    /// One without a list, or several.
    case oneOrMore(FormatType)
    /// Keys of one type with values of another.
    case map(key: FormatType, value: FormatType)
    /// Named fields.
    case object(FormatObject)
    /// A single value for short, or named fields.
    case shorthand(FormatType, FormatObject)
    /// A value, or the same with evidence; `unknown` where an unknown fact is possible.
    case fact(FormatType, canBeUnknown: Bool)
    /// One of some words, or something else.
    case words([Choice], or: FormatType)

    /// A word of a choice and what it says.
    struct Choice: Sendable {
        let word: String
        let summary: String?

        init(_ word: String, _ summary: String? = nil) {
            self.word = word
            self.summary = summary
        }
    }

    /// Words without a summary.
    static func words(of words: [String]) -> [Choice] { words.map { Choice($0) } }

    /// The words of an enumeration.
    static func choice<Words: CaseIterable & RawRepresentable<String>>(_ type: Words.Type) -> FormatType {
        .choice(Words.allCases.map { Choice($0.rawValue) })
    }

    /// A fact that may be unknown.
    static func fact(_ type: FormatType) -> FormatType { .fact(type, canBeUnknown: true) }
}

/// Named fields.
struct FormatObject: Sendable {
    let name: String
    let summary: String
    let fields: [FormatField]

    init(_ name: String, _ summary: String, _ fields: [FormatField]) {
        self.name = name
        self.summary = summary
        self.fields = fields
    }

    /// The field of a name or an older name.
    func field(_ name: String) -> FormatField? {
        fields.first { $0.name == name || $0.olderName == name }
    }
}

/// A named field.
struct FormatField: Sendable {
    let name: String
    /// A name that is still read, but no longer written.
    let olderName: String?
    let type: FormatType
    let isRequired: Bool
    let summary: String

    /// A field that has to be there.
    static func required(_ name: String, _ type: FormatType, _ summary: String) -> FormatField {
        FormatField(name: name, olderName: nil, type: type, isRequired: true, summary: summary)
    }

    /// A field that may be left out.
    static func optional(
        _ name: String,
        _ type: FormatType,
        _ summary: String,
        olderName: String? = nil
    ) -> FormatField {
        FormatField(name: name, olderName: olderName, type: type, isRequired: false, summary: summary)
    }
}

/// What ids can name. Ids are unique within a kind.
enum EntityKind: String, Sendable, CaseIterable {
    case site
    case zone
    case workCenter = "work center"
    case party
    case audience
    case authorization
    case program
    case part
    case environment
    case assessmentScope = "assessed scope"
    case system
    case instance
    case flow
    case filter
}
