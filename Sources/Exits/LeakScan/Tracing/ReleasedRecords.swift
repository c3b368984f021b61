public import Classification

/// Messages that gateways let out on their way into an index: their records are looked for value by value, their long texts as documents.
///
/// Messages about the same are versions of one record, a row with all the values that ever left in it: so a value tells records apart
/// however often each was sent.
public struct ReleasedRecords {
    /// A value that left.
    public struct Value: Hashable, Sendable {
        /// Its field.
        public let field: String
        /// Itself.
        public let text: String
        /// What restricts it.
        public let label: Label

        /// A value.
        public init(field: String, text: String, label: Label) {
            (self.field, self.text, self.label) = (field, text, label)
        }
    }

    /// A record of a message.
    public struct Record: Hashable, Sendable {
        /// What it is about.
        public let subject: String
        /// The values that left.
        public let values: [Value]

        /// A record.
        public init(subject: String, values: [Value]) { (self.subject, self.values) = (subject, values) }
    }

    /// Values of one label are looked for by themselves: what restricts one says nothing of the others.
    private struct Group: Hashable {
        let flow: String
        let destination: String?
        let label: Label

        var name: String { "what flow \(flow) let out" + (destination.map { " to \($0)" } ?? "") }
        var order: String { "\(name)\n\(label.canonicalText)" }
    }

    private struct Row {
        var values: [String: Set<String>] = [:]
        var messages: [Int] = []

        mutating func add(_ value: Value, of message: Int) {
            values[value.field, default: []].insert(value.text)
            if messages.last != message { messages.append(message) }
        }
    }

    private struct Message {
        let message: ReleasedMessage
        let digest: String
        let byteCount: Int?
    }

    /// Shorter texts are values.
    private static let textBytes = 100

    private var messages: [Message] = []
    private var rows: [Group: [String: Row]] = [:]
    private var texts: [Group: [String: [Int]]] = [:]
    private var kept: [Group: [[Value]]] = [:]

    /// None yet.
    public init() {}

    /// Adds a message, in the order in which they left.
    /// - Parameters:
    ///   - digest: the SHA-256 hash of its bytes, in hexadecimal.
    ///   - byteCount: how many these are, where that is known.
    public mutating func add(
        _ message: ReleasedMessage,
        digest: String,
        byteCount: Int?,
        records: [Record]
    ) {
        let number = messages.count
        messages.append(Message(message: message, digest: digest, byteCount: byteCount))
        for record in records {
            for value in record.values {
                let group = Group(flow: message.flow, destination: message.destination, label: value.label)
                rows[group, default: [:]][record.subject, default: Row()].add(value, of: number)
                guard value.text.utf8.count >= Self.textBytes, texts[group]?[value.text]?.last != number else {
                    continue
                }
                texts[group, default: [:]][value.text, default: []].append(number)
            }
        }
    }

    /// Adds a record that was taken and of which these values never left: found elsewhere, they came by no release.
    public mutating func add(kept values: [Value], of flow: String) {
        for (label, values) in Dictionary(grouping: values, by: \.label) where !label.isUnrestricted {
            kept[Group(flow: flow, destination: nil, label: label), default: []].append(values)
        }
    }

    /// Puts them into an index. Once for each index.
    public func add(to indexing: inout KnownIndexing) throws(KnownTableProblem) {
        guard !messages.isEmpty || !kept.isEmpty else { return }
        var trace = ReleaseTrace(seed: indexing.seed)
        for message in messages { trace.add(message.message, digest: message.digest, byteCount: message.byteCount) }
        for (group, rows) in rows.sorted(by: { $0.key.order < $1.key.order }) {
            let sorted = rows.sorted { $0.key < $1.key }.map(\.value)
            let columns = Set(sorted.flatMap(\.values.keys)).sorted()
            let tag = trace.add(source: sorted.map(\.messages))
            try indexing.add(
                released: group.name,
                columns: columns,
                records: sorted.map { row in columns.map { (row.values[$0] ?? []).sorted() } },
                label: group.label,
                tag: tag
            )
        }
        for (group, records) in kept.sorted(by: { $0.key.order < $1.key.order }) {
            let columns = Set(records.joined().map(\.field)).sorted()
            try indexing.add(
                released: "what flow \(group.flow) kept",
                columns: columns,
                records: records.map { values in
                    columns.map { column in values.filter { $0.field == column }.map(\.text) }
                },
                label: group.label,
                tag: KnownIndexing.keptTag
            )
        }
        for (group, texts) in texts.sorted(by: { $0.key.order < $1.key.order }) {
            for (text, messages) in texts.sorted(by: { $0.key < $1.key }) {
                let tag = trace.add(source: [messages])
                indexing.add(text: text, named: group.name, label: group.label, tag: tag)
            }
        }
        if !messages.isEmpty { indexing.releases = trace }
    }
}
