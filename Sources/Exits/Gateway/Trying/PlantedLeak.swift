internal import Crypto
internal import Foundation
internal import PlantModel
internal import Storage

/// Ways in which exports that look right tell of what they withhold. Each is added to what a gateway sent, and a validation that does not notice one
/// is worth nothing.
enum PlantedLeak: String, CaseIterable, Sendable {
    case rowNumbers, stubRows, hashes, totals, pages, columnWidths, dictionary, gaps, hiddenOrder, sourceName,
        sourceSize
    case undeclaredField, brokenCount, presence, redactedLength, programList, latestValue, compressedSize

    /// What would be seen beside the messages.
    func trace(of world: TrialWorld) -> [UInt8] {
        let rows = world.rows
        let shown = rows.enumerated().filter { !$1.isHidden }
        let fields = world.flow.messages.fields
        /// The values of a row that may not arrive.
        func kept(_ row: TrialWorld.Row) -> [String?] {
            fields.enumerated().map { place, field in
                switch world.passage(field, of: row.program) {
                case .passes: nil
                case .redacted, .generalized, .filtered, .withheld: row.values[place]
                }
            }
        }
        let text: String =
            switch self {
            case .rowNumbers: shown.map { "\($0.offset)" }.joined(separator: ",")
            case .stubRows: rows.map { $0.isHidden ? "[redacted]" : "row" }.joined(separator: ",")
            case .hashes:
                rows.flatMap(kept).map { value in
                    Array(SHA256.hash(data: Data((value ?? "").utf8)).prefix(4)).hexadecimal
                }.joined(separator: ",")
            case .totals: "\(rows.count)"
            case .pages:
                stride(from: 0, to: rows.count, by: 10).map { start in
                    "\(rows[start..<min(start + 10, rows.count)].count { !$0.isHidden })"
                }.joined(separator: ",")
            case .columnWidths:
                fields.indices.map { place in "\(rows.map { $0.values[place]?.count ?? 0 }.max() ?? 0)" }
                    .joined(separator: ",")
            case .dictionary: Set(rows.flatMap { $0.values.compactMap(\.self) }).sorted().joined(separator: ",")
            case .gaps: rows.indices.filter { rows[$0].isHidden }.map(String.init).joined(separator: ",")
            case .hiddenOrder:
                shown.sorted { first, second in
                    let (one, other) = (kept(first.element), kept(second.element))
                    return one.map { $0 ?? "" }.joined() < other.map { $0 ?? "" }.joined()
                }.map { row in shown.firstIndex { $0.offset == row.offset }.map(String.init) ?? "" }
                    .joined(separator: ",")
                    + "/\(rows.count)"
            case .sourceName: world.name
            case .sourceSize: "\(world.files.reduce(0) { $0 + $1.bytes.count })"
            case .undeclaredField: world.undeclared?.joined(separator: ",") ?? ""
            case .brokenCount: "\(rows.count { $0.isBroken })/\(rows.count)"
            case .presence: rows.map { kept($0).map { $0 == nil ? "0" : "1" }.joined() }.joined(separator: ",")
            case .redactedLength:
                rows.map { kept($0).map { String(repeating: "*", count: $0?.count ?? 0) }.joined(separator: "|") }
                    .joined(separator: ",")
            case .programList: rows.map(\.program).joined(separator: ",")
            case .latestValue: rows.flatMap(kept).compactMap(\.self).max() ?? ""
            case .compressedSize:
                "\(Set(rows.flatMap { $0.values.compactMap(\.self) }).reduce(0) { $0 + $1.utf8.count })"
            }
        return Array(text.utf8)
    }
}
