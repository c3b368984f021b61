internal import ContentScan
internal import Foundation

/// What gateways let out, for an index of known content: which message had each record, and what each message was as a whole.
///
/// Of content it holds salted hashes alone; whose hashes they are it says, so it is kept in the sealed index.
public struct ReleaseTrace: Sendable, Codable {
    private let salt: UInt64
    private var messages: [ReleasedMessage] = []
    /// Messages by their length, then by the salted hash of all of their bytes.
    private var whole: [Int: [String: [Int]]] = [:]
    /// Of each source of the index, by its tag less one, the messages of each row.
    private var sources: [[[Int]]] = []

    init(seed: UInt64) { salt = seed }

    /// How many messages it knows.
    public var count: Int { messages.count }

    /// Adds a message.
    /// - Parameters:
    ///   - digest: the SHA-256 hash of its bytes, in hexadecimal.
    ///   - byteCount: how many these are, where that is known.
    mutating func add(_ message: ReleasedMessage, digest: String, byteCount: Int?) {
        if let byteCount { whole[byteCount, default: [:]][salted(digest), default: []].append(messages.count) }
        messages.append(message)
    }

    /// Adds a source, by the messages of each of its rows.
    /// - Returns: its tag.
    mutating func add(source rows: [[Int]]) -> Int {
        sources.append(rows)
        return sources.count
    }

    /// Whether a file of this length may be a message.
    func mayBeWhole(byteCount: Int) -> Bool { whole[byteCount] != nil }

    /// The messages that have these bytes.
    func messages(ofBytes digest: String, count: Int) -> [Int] { whole[count]?[salted(digest)] ?? [] }

    /// The messages of rows of a source, those of each row in their order.
    /// - Parameter rows: none of a text, which is one.
    func messages(ofTag tag: Int, rows: [Int]) -> [[Int]] {
        guard sources.indices.contains(tag - 1) else { return [] }
        let source = sources[tag - 1]
        return (rows.isEmpty ? [0] : rows).compactMap { source.indices.contains($0) ? source[$0] : nil }
    }

    /// By which messages something came.
    /// - Parameters:
    ///   - whole: messages that the file is.
    ///   - rows: of each record or text that was found the messages that had it. The first is named: it is the one by which it got out.
    func provenance(whole: [Int], rows: [[Int]]) -> Provenance {
        var counts: [Int: Int] = [:]
        for row in rows {
            if let first = row.first { counts[first, default: 0] += 1 }
        }
        let ranked =
            whole + counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).filter { !whole.contains($0) }
        let told = ranked.prefix(Provenance.releasesMax).filter(messages.indices.contains)
        return Provenance(
            releases: told.map { number in
                Provenance.Release(
                    message: messages[number],
                    isWhole: whole.contains(number),
                    records: counts[number] ?? 0
                )
            },
            omitted: Set(rows.joined()).union(whole).subtracting(told).count
        )
    }

    private func salted(_ digest: String) -> String { TextDigest.of("\(salt) \(digest)".utf8, bytes: 16) }
}

/// By which releases one file came.
struct FileTrace {
    private let trace: ReleaseTrace
    private let whole: [Int]

    /// - Parameters:
    ///   - byteCount: how long the file is.
    ///   - digest: of all of it, where it may be a message as a whole.
    init(_ trace: ReleaseTrace, byteCount: Int = 0, digest: String? = nil) {
        self.trace = trace
        whole = digest.map { trace.messages(ofBytes: $0, count: byteCount) } ?? []
    }

    /// By which releases each part came, as far as what agrees there says.
    func provenances(of findings: [Finding], _ known: KnownContent?) -> ([Int]) -> Provenance? {
        var rows: [[Int]: [[Int]]] = [:]
        for finding in findings {
            guard case .known(let match) = finding.kind, let tag = known?.sources[match.source].tag else { continue }
            rows[finding.place.part, default: []] += trace.messages(ofTag: tag, rows: match.rows)
        }
        // Once for each part: a part may have thousands of findings.
        let byPart = rows.mapValues { trace.provenance(whole: whole, rows: $0) }
        let none = trace.provenance(whole: whole, rows: [])
        return { byPart[$0] ?? none }
    }
}
