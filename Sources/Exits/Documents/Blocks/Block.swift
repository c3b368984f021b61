/// A part of a document that goes over the whole width of a page.
public indirect enum Block<Text: Sendable>: Sendable {
    /// The heading of what follows; never the last line of a page.
    case heading(Text)
    /// Running text. Line breaks in it are kept.
    case paragraph(Text)
    /// Names with values, so many side by side.
    case fields([Field<Text>], columns: Int)
    /// A table, whose head is repeated on each page that it goes over.
    case table(Table<Text>)
    /// Codes to be scanned, side by side as far as they fit.
    case codes([Code<Text>])
    /// Boxes for signatures and stamps, side by side.
    case signatures([Signature<Text>])
    /// Blocks in a frame that stay on one page where they fit on one.
    case together([Block<Text>])
    /// What follows begins a page.
    case pageBreak

    static func map<Other, Failure: Error>(
        _ blocks: [Block<Text>],
        _ other: (Text) throws(Failure) -> Other
    ) throws(Failure) -> [Block<Other>] {
        var mapped: [Block<Other>] = []
        mapped.reserveCapacity(blocks.count)
        for block in blocks { mapped.append(try block.map(other)) }
        return mapped
    }

    func map<Other, Failure: Error>(_ other: (Text) throws(Failure) -> Other) throws(Failure) -> Block<Other> {
        switch self {
        case .heading(let text): .heading(try other(text))
        case .paragraph(let text): .paragraph(try other(text))
        case .fields(let fields, let columns):
            .fields(try fields.map { field throws(Failure) in try field.map(other) }, columns: columns)
        case .table(let table): .table(try table.map(other))
        case .codes(let codes): .codes(try codes.map { code throws(Failure) in try code.map(other) })
        case .signatures(let boxes):
            .signatures(try boxes.map { box throws(Failure) in try box.map(other) })
        case .together(let blocks): .together(try Block.map(blocks, other))
        case .pageBreak: .pageBreak
        }
    }
}

/// Whether a form asks for a field; names are set in bold, bold italic or plain by it, as in AS9102C, appendix B.
public enum Presence: Hashable, Sendable {
    /// Always.
    case required
    /// Where it applies.
    case whereApplicable
    /// The writer decides.
    case optional
}

/// A name with its value.
public struct Field<Text: Sendable>: Sendable {
    /// What it is.
    public var name: Text
    /// Its value.
    public var value: Text
    /// Whether a form asks for it.
    public var presence: Presence
    /// What the value is one of: printed as boxes, of which the one that is the value is ticked.
    public var choices: [StaticString]

    /// A name with its value.
    public init(_ name: Text, _ value: Text, _ presence: Presence = .optional, choices: [StaticString] = []) {
        self.name = name
        self.value = value
        self.presence = presence
        self.choices = choices
    }

    func map<Other, Failure: Error>(_ other: (Text) throws(Failure) -> Other) throws(Failure) -> Field<Other> {
        let name = try other(name)
        return Field<Other>(name, try other(value), presence, choices: choices)
    }
}

/// A table. Where anything in the document is controlled, its first column says what each row is marked.
public struct Table<Text: Sendable>: Sendable {
    /// A column.
    public struct Column: Sendable {
        /// What stands at its head.
        public var title: Text
        /// How much of the width it takes, against the other columns.
        public var weight: Int
        /// Whether a form asks for it.
        public var presence: Presence

        /// A column.
        public init(_ title: Text, weight: Int = 1, presence: Presence = .required) {
            self.title = title
            self.weight = weight
            self.presence = presence
        }
    }

    /// The columns.
    public var columns: [Column]
    /// The rows, each with a text for every column.
    public var rows: [[Text]]

    /// A table.
    public init(_ columns: [Column], rows: [[Text]]) {
        self.columns = columns
        self.rows = rows
    }

    func map<Other, Failure: Error>(_ other: (Text) throws(Failure) -> Other) throws(Failure) -> Table<Other> {
        let columns = try columns.map { column throws(Failure) in
            Table<Other>.Column(try other(column.title), weight: column.weight, presence: column.presence)
        }
        return Table<Other>(
            columns,
            rows: try rows.map { row throws(Failure) in try row.map { cell throws(Failure) in try other(cell) } }
        )
    }
}

/// How a code is drawn.
public enum Symbology: String, Hashable, Sendable, CaseIterable {
    /// Data Matrix with error correction ECC 200 (ISO/IEC 16022).
    case dataMatrix = "Data Matrix"
    /// Code 128 (ISO/IEC 15417).
    case code128 = "Code 128"
}

/// What is to be scanned, drawn as one code or as several that carry the same, with one line for a person.
public struct Code<Text: Sendable>: Sendable {
    /// What it carries.
    public enum Content: Sendable {
        /// A text as it is.
        case text(Text)
        /// The identity of an operation on a traveler, with a check that the exit makes by its key (``TravelerIdentity``).
        case traveler(document: Text, order: Text, operation: Text)
    }

    /// How big it is drawn.
    public enum Size: Hashable, Sendable {
        /// For paper that is held in the hand.
        case small
        /// For a sheet on a wall, or a badge.
        case large
    }

    /// How it is drawn, one beside the other.
    public var symbologies: [Symbology]
    /// What it carries.
    public var content: Content
    /// What stands beside it, for a person.
    public var caption: Text
    /// How big.
    public var size: Size

    /// A code.
    public init(_ symbologies: [Symbology], _ content: Content, caption: Text, size: Size = .small) {
        self.symbologies = symbologies
        self.content = content
        self.caption = caption
        self.size = size
    }

    func map<Other, Failure: Error>(_ other: (Text) throws(Failure) -> Other) throws(Failure) -> Code<Other> {
        let carried: Code<Other>.Content
        switch content {
        case .text(let text): carried = .text(try other(text))
        case .traveler(let document, let order, let operation):
            let (document, order) = (try other(document), try other(order))
            carried = .traveler(document: document, order: order, operation: try other(operation))
        }
        return Code<Other>(symbologies, carried, caption: try other(caption), size: size == .small ? .small : .large)
    }
}

/// A box to be signed, or that says who signed.
public struct Signature<Text: Sendable>: Sendable {
    /// What the signature means, such as `Inspected` (21 CFR 11.50(a)(3)).
    public var meaning: Text
    /// Who signed; empty where it is signed on paper.
    public var name: Text
    /// When.
    public var date: Text

    /// A box.
    public init(_ meaning: Text, name: Text, date: Text) {
        self.meaning = meaning
        self.name = name
        self.date = date
    }

    func map<Other, Failure: Error>(_ other: (Text) throws(Failure) -> Other) throws(Failure) -> Signature<Other> {
        let (meaning, name) = (try other(meaning), try other(name))
        return Signature<Other>(meaning, name: name, date: try other(date))
    }
}
