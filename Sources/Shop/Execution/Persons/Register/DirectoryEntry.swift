public import PlantModel

/// An entry of a directory (RFC 4511), as it was read.
public struct DirectoryEntry: Sendable {
    /// Its distinguished name.
    public let name: String
    /// The values of its attributes, by their names in small letters.
    public let attributes: [String: [[UInt8]]]

    /// An entry.
    public init(name: String, attributes: [String: [[UInt8]]]) {
        self.name = name
        self.attributes = attributes
    }
}

extension PersonFeed {
    /// Reads the persons of a directory by the rules of a table: an attribute that an entry lacks, or that is empty, is not known, and each value of one that fills
    /// a list is an entry of the list. The day as of which facts are stated is that of reading, or what the attribute says that the file names for it.
    /// - Parameter today: the day of reading.
    /// - Throws: `FeedProblems`, all of them, each with the entry and the attribute.
    public init(_ entries: [DirectoryEntry], of file: DirectoryFile, readOn today: Day) throws(FeedProblems) {
        var problems: [String] = []
        var persons: [PersonEntry] = []
        for entry in entries {
            var reader = DirectoryEntryReader(entry)
            let asOf = reader.asOf(file, today)
            let texts = file.columns.compactMap { column in reader.text(column).map { (column.name, $0) } }
            persons.append(
                PersonEntry(
                    named: reader.name,
                    Dictionary(texts) { first, _ in first },
                    of: file,
                    asOf: asOf
                )
            )
            problems += reader.problems
        }
        try self.init(
            persons,
            from: file.url.value,
            source: file.source,
            asOf: today,
            statesDays: file.asOf != nil,
            problems: problems
        )
    }
}

/// Reads the values of one entry.
private struct DirectoryEntryReader {
    /// The name on one line, short enough for a message.
    let name: String
    private let attributes: [String: [[UInt8]]]
    private(set) var problems: [String] = []

    init(_ entry: DirectoryEntry) {
        let line = String(String.UnicodeScalarView(entry.name.unicodeScalars.map { Self.isPlain($0) ? $0 : "?" }))
        name = line.count > 200 ? line.prefix(200) + "…" : line
        attributes = entry.attributes
    }

    /// What the entry says for a column, as a cell of a table would; nil where it says nothing.
    mutating func text(_ column: DirectoryFile.Column) -> String? {
        let texts = texts(column.attribute).compactMap { said($0, column) }
        guard !texts.isEmpty else { return nil }
        if Self.lists.contains(column.name) { return texts.joined(separator: "; ") }
        guard texts.count == 1 else {
            add(column.attribute, "\(texts.count) values; the column \(column.name) takes one")
            return nil
        }
        return texts[0]
    }

    /// The day as of which the entry's facts were stated.
    mutating func asOf(_ file: DirectoryFile, _ today: Day) -> Day {
        guard let attribute = file.asOf else { return today }
        let texts = texts(attribute)
        guard texts.count == 1, let day = Self.day(texts[0]) else {
            add(
                attribute,
                "no day as of which the facts were stated; expected one, such as 2026-11-24 or 20261124093000Z"
            )
            return today
        }
        if day > today { add(attribute, "\(day) is a day that is still to come") }
        return min(day, today)
    }

    /// Columns in which several values are several entries.
    private static let lists: Set<String> = [
        "citizenships", "residencies", "worksIn", "needToKnow", "authorizations",
    ]
    private static let truths: Set<String> = ["usPerson", "usCitizen", "federalEmployee", "dodEmployee"]
    /// Bytes of one value.
    private static let valueBytesMax = 1_000
    /// Values of one attribute.
    private static let valuesMax = 200

    private mutating func said(_ text: String, _ column: DirectoryFile.Column) -> String? {
        guard column.values.isEmpty else {
            guard let known = column.values[text] else {
                add(column.attribute, "\(text.debugDescription) is not among the values of \(column.name)")
                return nil
            }
            return known
        }
        // Truths as directories write them (RFC 4517, 3.3.3).
        if Self.truths.contains(column.name), let word = ["TRUE": "yes", "FALSE": "no"][text] { return word }
        return text
    }

    /// The values of an attribute that are not empty.
    private mutating func texts(_ attribute: String) -> [String] {
        let values = attributes[attribute] ?? []
        guard values.count <= Self.valuesMax, values.allSatisfy({ $0.count <= Self.valueBytesMax }) else {
            add(attribute, "more than \(Self.valuesMax) values or \(Self.valueBytesMax) bytes in one; that is no fact")
            return []
        }
        var texts: [String] = []
        for value in values {
            guard let text = String(validating: value, as: UTF8.self), text.unicodeScalars.allSatisfy(Self.isPlain)
            else {
                add(attribute, "a value that is no text in UTF-8, or has control characters")
                continue
            }
            let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            if !trimmed.isEmpty { texts.append(String(trimmed)) }
        }
        return texts
    }

    private mutating func add(_ attribute: String, _ message: String) {
        problems.append("\(name): \(attribute): \(message)")
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned]
            .contains(scalar.properties.generalCategory)
    }

    /// A day by itself, or that of a time as directories write it (RFC 4517, 3.3.13).
    private static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        guard
            let match = text.wholeMatch(of: /([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{2,6}([.,][0-9]+)?(Z|[+\-][0-9]{2,4})/)
        else { return nil }
        return Day("\(match.1)-\(match.2)-\(match.3)")
    }
}
