/// One thing that the files of a plant say: a value at its path in the format, such as `programs[VEH].classification.determination.review`.
public struct PlantStatement: Sendable, Hashable {
    /// The section that it stands in, such as `programs`; of what a plant has once, its name.
    public let section: String
    /// The id of the entry; nil of what a plant has once.
    public let entry: String?
    /// Where it stands in the format.
    public let path: String
    /// The value, as text.
    public let value: String
}

extension Plant {
    /// All that the files of a plant say, a value at a time, wherever it is written: what differs between two of them is what was changed, and neither
    /// its place nor the way in which it is written.
    /// - Parameters:
    ///   - name: the plant file's name among the files.
    ///   - files: texts by path, of a plant that loads; of any other the part that is sound.
    /// - Complexity: linear in the length of the files.
    public static func statements(_ name: String, files: [String: String]) -> [PlantStatement] {
        var reader = PlantReader(source: MemorySource(files: files.mapValues { Array($0.utf8) }))
        reader.readPlant(name)
        var found: [PlantStatement] = []
        for (name, value) in reader.header.sorted(by: { $0.key < $1.key }) {
            value.state(at: name) { found.append(PlantStatement(section: name, entry: nil, path: $0, value: $1)) }
        }
        for (name, values) in reader.sections.sorted(by: { $0.key < $1.key }) {
            for (index, value) in values.enumerated() {
                let entry = value.statedName ?? String(index + 1)
                value.state(at: "\(name)[\(entry)]") {
                    found.append(PlantStatement(section: name, entry: entry, path: $0, value: $1))
                }
            }
        }
        return found
    }
}

extension FormatValue {
    /// What an entry of a list is told from others by.
    fileprivate var statedName: String? {
        switch content {
        case .record(let record): (record["id"] ?? record["tier"] ?? record["name"])?.statedText
        case .text, .word: statedText
        default: nil
        }
    }

    /// A value without parts, as it would be written.
    fileprivate var statedText: String? {
        switch content {
        case .text(let text), .word(let text): text
        case .integer(let number): String(number)
        case .boolean(let truth): String(truth)
        case .day(let day): day.description
        case .period(let period): "\(period)"
        case .unknown: "unknown"
        case .list, .map, .record: nil
        }
    }

    /// Tells each value with its path.
    fileprivate func state(at path: String, _ tell: (String, String) -> Void) {
        switch content {
        case .record(let record):
            for (name, value) in record.all { value.state(at: "\(path).\(name)", tell) }
        case .map(let entries):
            for (key, value) in entries { value.state(at: "\(path)[\(key.statedText ?? "")]", tell) }
        case .list(let items):
            let texts = items.compactMap(\.statedText)
            if texts.count == items.count {
                tell(path, texts.joined(separator: ", "))
            } else {
                for (index, item) in items.enumerated() {
                    item.state(at: "\(path)[\(item.statedName ?? String(index + 1))]", tell)
                }
            }
        default: tell(path, statedText ?? "")
        }
        guard let notes else { return }
        let shown = [
            ("evidence", notes.evidence), ("asOf", notes.asOf?.description), ("expires", notes.expires?.description),
            ("owner", notes.owner),
        ]
        for (name, value) in shown { if let value { tell("\(path).\(name)", value) } }
    }
}
