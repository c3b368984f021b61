internal import PlantModel

/// How the messages of a flow are written, whatever way they come and go: how records are read from a source's bytes, and written for a destination.
///
/// Another format is a file of its own that conforms, a case of `Plant.Messages.Format`, and its line in ``MessageFormats``.
protocol MessageFormat: Sendable {
    /// What the names of a source's files end in; the first is that of messages.
    var suffixes: [String] { get }
    /// The media type of messages.
    var mediaType: String { get }
    /// The media types that a source may say, in lower case.
    var mediaTypes: [String] { get }
    /// Whether a value is texts with their places, as ``PlacedTexts`` writes them.
    var isPlaced: Bool { get }

    /// Reads one source's bytes, whose records count together where a part of them would be something else.
    func reader() -> any RecordReader

    /// Reads an answer as it comes: each record counts by itself.
    func answerReader() -> any RecordReader

    /// Refuses bytes as a whole, before anything of them is taken.
    /// - Throws: `otherSchema`.
    func check(_ bytes: [UInt8]) throws(GatewayRefusal)

    /// A record of a message: a value for each field that leaves, and what the message is marked with.
    func row(_ values: [String?], marking: [String]) -> [UInt8]

    /// What stands around and between the records of a message.
    var frame: MessageFrame { get }

    /// A message as its receiver reads it: the values of each record, for each field that leaves.
    func received(_ message: [UInt8]) throws -> [[String?]]

    /// What a source might write, for trials: a value for each declared field of each record, and another that nobody declared.
    func trialFiles(_ rows: [TrialWorld.Row], undeclared: [String]?) -> [[UInt8]]
}

/// What stands around the records of a message.
struct MessageFrame: Sendable {
    /// Before the first record.
    var opening: [UInt8] = []
    /// Between two.
    var between: [UInt8] = []
    /// After the last one.
    var closing: [UInt8] = []
    /// All of a message without records.
    var empty: [UInt8]

    /// A part of a message.
    /// - Parameters:
    ///   - isFirst: nothing of the message was before it; `isLast`: nothing comes after it.
    func part(_ rows: [[UInt8]], isFirst: Bool, isLast: Bool) -> [UInt8] {
        if isFirst, isLast, rows.isEmpty { return empty }
        var bytes = isFirst ? opening : []
        bytes.reserveCapacity(bytes.count + closing.count + rows.reduce(0) { $0 + $1.count + between.count })
        for (number, row) in rows.enumerated() {
            if number > 0 || !isFirst { bytes += between }
            bytes += row
        }
        if isLast { bytes += closing }
        return bytes
    }
}

extension MessageFormat {
    func check(_ bytes: [UInt8]) throws(GatewayRefusal) {}

    func answerReader() -> any RecordReader { reader() }

    /// A message of records.
    func message(_ rows: [[UInt8]]) -> [UInt8] { frame.part(rows, isFirst: true, isLast: true) }

    var mediaTypes: [String] { [mediaType] }

    /// The suffix of a message's name.
    var suffix: String { suffixes.first.map { String($0.dropFirst()) } ?? "" }
}

/// Reads the records of one source as its bytes come, with the room of one record.
protocol RecordReader {
    /// Takes the next bytes and gives what ends in them.
    /// - Throws: `otherSchema`, where it is told from the first record on.
    mutating func append(_ bytes: ArraySlice<UInt8>) throws(GatewayRefusal) -> [ReadPiece]
    /// The end of the bytes.
    mutating func finish() throws(GatewayRefusal) -> [ReadPiece]
    /// What stood there that the flow does not declare.
    var undeclared: UndeclaredNames { get }
}

/// What a source wrote as one record.
struct ReadPiece {
    /// Where it stands in the source, from 1.
    let line: Int
    /// A value for each declared field, absent where the record is without; none where that much cannot be told.
    var values: [String?] = []
    /// Why it is no record, where that is told by its form alone.
    var fault: String?
    /// What it says itself that it is marked with.
    var markings: [SourceMarking] = []
    /// The bytes by which the same reader reads it again, for a dead letter.
    let raw: @Sendable () -> [UInt8]
    /// What it stands under, where it has to: the line of names.
    var head: [UInt8]?
}

/// Names that the flow does not declare, and how many values stood under each: withheld, and reported.
struct UndeclaredNames {
    private(set) var counts: [String: Int] = [:]
    /// Names beyond this many are counted under one.
    private static let namesMax = 200

    mutating func note(_ name: String, count: Int = 1) {
        let name = counts[name] == nil && counts.count >= Self.namesMax ? "(others)" : name
        counts[name, default: 0] += count
    }
}

/// The formats that there are.
enum MessageFormats {
    static func format(of messages: Plant.Messages, _ outputs: [CarriedFlow.Output]) -> any MessageFormat {
        switch (messages.format, messages.tree) {
        case (.xml, let tree?): TreeFormat(messages, tree, outputs, .plain)
        case (.b2mml, let tree?): TreeFormat(messages, tree, outputs, .b2mml)
        case (.qif, let tree?): TreeFormat(messages, tree, outputs, .qif)
        case (.json, _): JSONDocumentFormat(messages, outputs)
        case (.jsonLines, _): JSONLinesFormat(fields: messages.fields, outputs: outputs.map(\.field))
        // A flow of another format without a tree was refused when the plant file was read.
        case (.csv, _), (.xml, nil), (.b2mml, nil), (.qif, nil):
            CommaSeparatedFormat(fields: messages.fields, outputs: outputs.map(\.field))
        }
    }
}
