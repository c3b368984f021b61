/// Checks a whole log from its files with public keys alone: signatures, that every entry is an event at its place, that all tiles follow
/// from the entries, that the signed root does, and that checkpoints seen before are beginnings of this tree.
///
/// Work: two hashes for each entry; memory: the names of all files, and one tile a level.
public struct LogAudit {
    let files: any LogFiles
    private let keys: AuditKeys
    var report = AuditReport()
    var tree = TreeRebuilder()
    /// Widths of the partial files that exist, by the path of the full one; what was looked at is taken out.
    private var partials: [String: Set<Int>] = [:]
    var unseen: Set<String> = []
    /// Checkpoints seen before, smallest last.
    private var waiting: [(name: String, head: SignedHead)] = []

    private init(_ files: any LogFiles, keys: AuditKeys) {
        self.files = files
        self.keys = keys
    }

    /// Audits a log.
    /// - Parameters:
    ///   - seen: signed checkpoints got at other times or from other people, such as the witness's; each is named in the findings by its place.
    ///   - prunedBefore: the first entry that the log still shows. Of those before it nothing but their hashes is looked at.
    /// - Throws: what the files throw when they cannot be read; whatever is wrong with their content is a finding.
    public static func check(_ files: any LogFiles, keys: AuditKeys, seen: [[UInt8]] = [], prunedBefore: UInt64 = 0)
        throws -> AuditReport
    {
        var audit = LogAudit(files, keys: keys)
        try audit.run(seen: seen, prunedBefore: prunedBefore)
        return audit.report
    }

    private mutating func run(seen: [[UInt8]], prunedBefore: UInt64) throws {
        guard let note = try files.bytes(at: "checkpoint") else {
            report.fails(.missing, "checkpoint", "the log has no checkpoint")
            return
        }
        let head: SignedHead
        do throws(SignedHead.Refusal) {
            head = try SignedHead(note, keys: keys)
        } catch {
            report.fails(error.code, "checkpoint", error.reason)
            return
        }
        report.holds(.logSignature, "checkpoint", "signed by the log at \(head.size) entries")
        if !keys.witnesses.isEmpty {
            let text = "\(head.cosigners.count) of \(keys.witnesses.count) known witnesses have cosigned"
            if head.cosigners.isEmpty {
                report.unverified(.witnesses, "checkpoint", text)
            } else {
                report.holds(.witnesses, "checkpoint", text)
            }
        }
        take(seen, under: head)
        try listFiles()
        passCheckpoints()
        var index: UInt64 = 0
        guard try passPruned(before: prunedBefore, size: head.size, index: &index) else { return }
        while index * 256 < head.size {
            guard try readBundle(index, size: head.size) else {
                report.unverified(
                    .root,
                    "checkpoint",
                    "without the entries from \(tree.size) on, the tree cannot be rebuilt"
                )
                for (name, _) in waiting {
                    report.unverified(.consistency, name, "the entries that it covers could not all be read")
                }
                return
            }
            index += 1
        }
        for tile in tree.partialTiles { try compare(tile, isFull: false) }
        finish(head)
    }

    private mutating func take(_ seen: [[UInt8]], under head: SignedHead) {
        for (place, note) in seen.enumerated() {
            let name = "checkpoint seen before, number \(place + 1)"
            do throws(SignedHead.Refusal) {
                // What was seen before was signed by the log; witnesses are asked of the newest alone.
                let earlier = try SignedHead(note, keys: keys.withoutQuorum)
                if earlier.size > head.size {
                    report.fails(
                        .rolledBack,
                        name,
                        "it has \(earlier.size) entries, the log now shows \(head.size): rolled back, or an old checkpoint replayed"
                    )
                } else {
                    waiting.append((name, earlier))
                }
            } catch {
                report.fails(error.code, name, error.reason)
            }
        }
        waiting.sort { $0.head.size > $1.head.size }
    }

    private mutating func listFiles() throws {
        for path in try files.paths() where path != "checkpoint" {
            unseen.insert(path)
            let (full, width) = TilePaths.parts(path)
            if let width { partials[full, default: []].insert(width) }
        }
    }

    /// Compares the tree as it is now with checkpoints seen before at this size.
    mutating func passCheckpoints() {
        while let last = waiting.last, last.head.size == tree.size {
            waiting.removeLast()
            if last.head.root == tree.root {
                report.holds(.consistency, last.name, "the tree begins with its \(last.head.size) entries")
            } else {
                report.fails(
                    .forked,
                    last.name,
                    "the log signed another tree of \(last.head.size) entries: keep both as evidence"
                )
            }
        }
    }

    /// Reads the entries of a bundle and adds them to the tree.
    /// - Returns: false if the tree cannot be rebuilt any further.
    private mutating func readBundle(_ index: UInt64, size: UInt64) throws -> Bool {
        let full = TilePaths.path("entries", index)
        let width = Int(min(256, size - index * 256))
        let wanted = width == 256 ? full : "\(full).p/\(width)"
        var path = wanted
        var found = try files.bytes(at: wanted)
        if found == nil, width < 256 {
            path = full
            found = try files.bytes(at: full)
        }
        guard let bytes = found else {
            report.fails(.missing, wanted, "the entries from \(index * 256) on are not there")
            return false
        }
        unseen.remove(path)
        guard let ends = entryEnds(bytes, path: path, width: path == wanted ? width : 256) else { return false }
        try comparePartialBundles(full, bytes: bytes, ends: ends)
        return try bytes.withUnsafeBytes { buffer in
            for place in 0..<width {
                let start = place == 0 ? 2 : ends[place - 1] + 2
                let entry = UnsafeRawBufferPointer(rebasing: buffer[start..<ends[place]])
                if let problem = EventLayout.problem(entry, sequence: tree.size) {
                    report.fails(.event, "entry \(tree.size)", problem)
                }
                for tile in tree.append(.leaf(entry)) { try compare(tile, isFull: true) }
                passCheckpoints()
            }
            return true
        }
    }

    /// Where each entry of a bundle ends.
    private mutating func entryEnds(_ bytes: [UInt8], path: String, width: Int) -> [Int]? {
        var ends: [Int] = []
        ends.reserveCapacity(256)
        var place = 0
        while place < bytes.count, ends.count < width {
            guard place + 2 <= bytes.count else { break }
            let end = place + 2 + (Int(bytes[place]) << 8 | Int(bytes[place + 1]))
            guard end <= bytes.count else { break }
            ends.append(end)
            place = end
        }
        guard ends.count == width, place == bytes.count else {
            report.fails(
                .entryBundle,
                path,
                ends.count < width
                    ? "truncated: entry \(ends.count) of \(width) is cut off at byte \(place)"
                    : "\(bytes.count - place) bytes follow the \(width) entries"
            )
            return nil
        }
        return ends
    }

    /// Older partial bundles have to be beginnings of the one that was read.
    private mutating func comparePartialBundles(_ full: String, bytes: [UInt8], ends: [Int]) throws {
        for width in (partials[full] ?? []).sorted() where (1...255).contains(width) && width <= ends.count {
            let path = "\(full).p/\(width)"
            guard unseen.remove(path) != nil, let stored = try files.bytes(at: path) else { continue }
            if stored[...] != bytes[..<ends[width - 1]] {
                report.fails(.entryBundle, path, "it does not hold the first \(width) entries of the larger bundle")
            }
        }
    }

    /// Compares a tile of the rebuilt tree with the stored one and with older, narrower ones.
    mutating func compare(_ tile: TreeRebuilder.Tile, isFull: Bool) throws {
        let full = TilePaths.path(String(tile.level), tile.index)
        let wanted = isFull ? full : "\(full).p/\(tile.hashes.count)"
        if try !compareFile(wanted, with: tile.hashes) {
            // A log that has grown past the checkpoint may have the full tile in place of the partial one.
            if isFull || !unseen.contains(full) {
                report.fails(.missing, wanted, "the tile is not there")
            } else if let bytes = try files.bytes(at: full) {
                unseen.remove(full)
                compare(Array(bytes.prefix(tile.hashes.count * 32)), with: tile.hashes, path: full)
            }
        }
        for width in (partials[full] ?? []).sorted()
        where width <= tile.hashes.count && unseen.contains("\(full).p/\(width)") {
            _ = try compareFile("\(full).p/\(width)", with: Array(tile.hashes.prefix(width)))
        }
    }

    /// - Returns: false if the file is not there.
    private mutating func compareFile(_ path: String, with hashes: [Digest32]) throws -> Bool {
        guard let bytes = try files.bytes(at: path) else { return false }
        unseen.remove(path)
        compare(bytes, with: hashes, path: path)
        return true
    }

    private mutating func compare(_ bytes: [UInt8], with hashes: [Digest32], path: String) {
        guard bytes.count == hashes.count * 32 else {
            report.fails(.tile, path, "\(bytes.count) bytes; \(hashes.count) hashes have \(hashes.count * 32)")
            return
        }
        for (place, hash) in hashes.enumerated() where !hash.matches(bytes[(place * 32)..<(place * 32 + 32)]) {
            report.fails(.tile, path, "hash \(place) is not the one that follows from the entries")
            return
        }
    }

    private mutating func finish(_ head: SignedHead) {
        if tree.root == head.root {
            report.entriesVerified = tree.size
            report.holds(.root, "checkpoint", "the root over \(tree.size) entries is the signed one")
        } else {
            report.fails(
                .root,
                "checkpoint",
                "the entries give root \(tree.root.base64), signed is \(head.root.base64)"
            )
        }
        for path in unseen.sorted() {
            if TilePaths.isBeyond(path, size: head.size) {
                report.unverified(.unexpectedFile, path, "written after this checkpoint; no signature covers it yet")
            } else {
                report.fails(.unexpectedFile, path, "no tree of \(head.size) entries has this file")
            }
        }
    }
}
