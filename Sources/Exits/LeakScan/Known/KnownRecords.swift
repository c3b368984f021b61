public import Classification
internal import ContentScan
internal import Foundation

/// Records of a journal on their way into an index: those of one kind and label are a table, and their long texts a document.
public struct KnownRecords {
    private struct Group: Hashable {
        let kind: String
        let label: Label
    }

    /// More is no record that people wrote.
    private static let depthMax = 32

    private var rows: [Group: [[String: String]]] = [:]
    private var texts: [Group: [String]] = [:]

    /// None yet.
    public init() {}

    /// Adds a record: all values in its JSON by the way to them, where it is restricted.
    ///
    /// - Returns: false where it is no JSON.
    public mutating func add(kind: String, label: Label, json: [UInt8]) -> Bool {
        guard !label.isUnrestricted else { return true }
        guard let value = try? JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed) else {
            return false
        }
        var row: [String: String] = [:]
        var long: [String] = []
        Self.flatten(value, "", depth: 0) { path, text in
            // Of a list each value is looked for, and the first one beside the others of the row.
            var name = path
            while row[name] != nil { name += "'" }
            row[name] = text
            if text.utf8.count >= 100 { long.append(text) }
        }
        let group = Group(kind: kind, label: label)
        rows[group, default: []].append(row)
        texts[group, default: []] += long
        return true
    }

    /// Puts them into an index.
    ///
    /// - Parameter name: of the journal, which findings tell with the kind.
    public func add(to indexing: inout KnownIndexing, named name: String) throws(KnownTableProblem) {
        for (group, rows) in rows.sorted(by: { ($0.key.kind, "\($0.key.label)") < ($1.key.kind, "\($1.key.label)") }) {
            let columns = Set(rows.flatMap(\.keys)).sorted()
            try indexing.add(
                table: "\(name), \(group.kind)",
                columns: columns,
                rows: rows.map { row in columns.map { row[$0] ?? "" } },
                label: group.label
            )
            let text = (texts[group] ?? []).joined(separator: "\n\n")
            indexing.add(text: text, named: "\(name), texts of \(group.kind)", label: group.label)
        }
    }

    private static func flatten(_ value: Any, _ path: String, depth: Int, _ use: (String, String) -> Void) {
        guard depth < depthMax else { return }
        switch value {
        case let object as [String: Any]:
            for (name, inner) in object.sorted(by: { $0.key < $1.key }) {
                flatten(inner, path.isEmpty ? name : "\(path).\(name)", depth: depth + 1, use)
            }
        case let list as [Any]: for inner in list { flatten(inner, path, depth: depth + 1, use) }
        case let text as String: if !text.isEmpty { use(path, text) }
        case let number as NSNumber: use(path, "\(number)")
        default: break
        }
    }
}
