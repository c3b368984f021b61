public import ContentScan
internal import Foundation

/// Scans files and folders for what restricts them.
///
/// Memory does not grow with the number of files: they are walked in one order, a batch at a time, and what an earlier scan knows of them is read from the state
/// file in that order too.
public struct LeakScan: Sendable {
    /// How far a scan is.
    public struct Progress: Sendable {
        /// Files done.
        public let files: Int
        /// Their bytes.
        public let bytes: Int
        /// Findings so far.
        public let findings: Int
    }

    /// What a scan gives before it is weighed.
    public struct Result: Sendable {
        /// What was found, in the order of the walk; at most ``ScanOutcome/findingsMax``.
        public let findings: [LeakFinding]
        /// What was counted.
        public let counts: ScanOutcome.Counts
    }

    /// Files that are read before their results are written down.
    private static let batchFiles = 64
    private static let batchBytes = 256 << 20

    private let scanner: ContentScanner
    private let showsExcerpts: Bool
    private let atOnce: Int
    private let rules: [UInt8]
    private let manifests: SideManifest.Reader?
    private let releases: ReleaseTrace?

    /// - Parameters:
    ///   - scanner: what inspects each file.
    ///   - rules: the files that it goes by, of the schemes and of what is known; with others nothing that a state file knows counts.
    ///   - showsExcerpts: whether findings carry the words they stand for. As restricted as the files.
    ///   - atOnce: how many files are read at once.
    ///   - releases: what gateways let out, so that findings say by which release content came.
    ///   - manifests: reads signed manifests that lie beside files; without it none counts.
    public init(
        _ scanner: ContentScanner,
        rules: [UInt8],
        showsExcerpts: Bool = false,
        atOnce: Int = 1,
        releases: ReleaseTrace? = nil,
        manifests: SideManifest.Reader? = nil
    ) {
        self.releases = releases
        (self.scanner, self.rules, self.manifests) = (scanner, rules, manifests)
        (self.showsExcerpts, self.atOnce) = (showsExcerpts, max(1, atOnce))
    }

    /// How many files and bytes there are, for a scan to say how long it takes.
    public static func size(of roots: [String]) -> (files: Int, bytes: Int) {
        var (files, bytes) = (0, 0)
        for case .file(_, let stamp) in FileWalk(roots) {
            files += 1
            bytes += stamp.size
        }
        return (files, bytes)
    }

    /// A path without links in it; nil where nothing is there.
    public static func resolved(_ path: String) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let resolved = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
        return resolved.count > 1 && resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
    }

    /// Whether a path is a root or lies in it; both without links in them.
    public static func holds(_ root: String, _ path: String) -> Bool {
        path == root || path.hasPrefix(root == "/" ? "/" : root + "/")
    }

    /// Scans.
    ///
    /// - Parameters:
    ///   - roots: paths from ``resolved(_:)``, none inside another.
    ///   - databases: read whole each time, after the paths.
    ///   - statePath: where what is known of files is kept; a scan that was broken off goes on where it was. Without one everything is read.
    ///   - progress: called after each batch.
    public func run(
        _ roots: [String],
        databases: [DatabaseScan] = [],
        statePath: String? = nil,
        progress: (Progress) -> Void = { _ in }
    ) async throws(ScanState.Problem) -> Result {
        let state = try statePath.map { path throws(ScanState.Problem) in
            try ScanState(path, key: key, roots: roots)
        }
        var walk = FileWalk(roots)
        var tally = ScanTally()
        while true {
            var batch: [FileWalk.Item] = []
            var bytes = 0
            while batch.count < Self.batchFiles, bytes < Self.batchBytes, let item = walk.next() {
                batch.append(item)
                if case .file(_, let stamp) = item { bytes += stamp.size }
            }
            if batch.isEmpty { break }
            let known = batch.map { state?.known($0) }
            let done = await scan(batch, known: known)
            for (index, file) in done.enumerated() {
                var bytes: Int?
                if case .file(_, let stamp) = batch[index] { bytes = stamp.size }
                tally.add(file, bytes: bytes, isUnchanged: known[index] != nil)
                try state?.write(file)
            }
            try state?.flush()
            progress(tally.progress)
        }
        try state?.finish()
        for database in databases {
            database.scan(by: scanner, releases: releases, showsExcerpts: showsExcerpts) { table, bytes in
                tally.add(table, bytes: bytes, isUnchanged: false)
                progress(tally.progress)
            }
        }
        return Result(findings: tally.findings, counts: tally.counts)
    }

    /// Reads those of a batch of which nothing is known, some at once; the results are in the batch's order.
    private func scan(_ batch: [FileWalk.Item], known: [ScannedFile?]) async -> [ScannedFile] {
        var results = known
        let open = batch.indices.filter { known[$0] == nil }
        await withTaskGroup(of: Numbered.self) { group in
            for (count, index) in open.enumerated() {
                if count >= atOnce, let done = await group.next() { results[done.index] = done.file }
                let item = batch[index]
                group.addTask { Numbered(index: index, file: read(item)) }
            }
            while let done = await group.next() { results[done.index] = done.file }
        }
        return batch.indices.map { results[$0] ?? .refused(batch[$0].path, because: "the scan was broken off") }
    }

    private struct Numbered: Sendable {
        let index: Int
        let file: ScannedFile
    }

    private func read(_ item: FileWalk.Item) -> ScannedFile {
        switch item {
        case .file(let path, let stamp):
            .scan(
                path,
                stamp,
                by: scanner,
                showsExcerpts: showsExcerpts,
                manifests: manifests,
                releases: releases
            )
        case .refused(let path, let reason): .refused(path, because: reason)
        }
    }

    /// What results hang on beside the files: where it changes, nothing that is known counts.
    private var key: String {
        let parts = [
            "\(Self.version)", TextDigest.of(rules), "\(scanner.profile)", "\(scanner.limits)",
            "\(scanner.extractor == nil)", "\(showsExcerpts)", "\(manifests == nil)",
        ]
        return TextDigest.of(parts.joined(separator: "\u{1}").utf8, bytes: 16)
    }

    /// Goes up with every change of what is found in the same bytes.
    static let version = 2
}

/// Adds up what a scan finds.
private struct ScanTally {
    var findings: [LeakFinding] = []
    var counts = ScanOutcome.Counts()

    var progress: LeakScan.Progress {
        LeakScan.Progress(files: counts.files, bytes: counts.bytes, findings: findings.count)
    }

    /// - Parameter bytes: of a file or table that was met; nil for what was refused before.
    mutating func add(_ file: ScannedFile, bytes: Int?, isUnchanged: Bool) {
        if let bytes {
            counts.files += 1
            counts.bytes += bytes
        }
        if isUnchanged { counts.unchanged += 1 }
        if file.findings.contains(where: { $0.leakRule == .notScanned }) { counts.notScanned += 1 }
        if file.findings.contains(where: { $0.leakRule == .notInspected }) { counts.notInspected += 1 }
        let room = max(0, ScanOutcome.findingsMax - findings.count)
        findings += file.findings.prefix(room)
        counts.omitted += max(0, file.findings.count - room)
    }
}
