internal import ContentScan

/// One file of a walk with what was found in it: a line of the state file.
struct ScannedFile: Sendable, Codable {
    let path: String
    /// Nil where the file was not read: then a later scan tries again.
    let stamp: FileStamp?
    let findings: [LeakFinding]

    /// Reads a file and looks for what restricts it. Blocks while it reads.
    static func scan(
        _ path: String,
        _ stamp: FileStamp,
        by scanner: ContentScanner,
        showsExcerpts: Bool
    ) -> ScannedFile {
        do throws(OpenFile.Problem) {
            var file = try OpenFile(path, expecting: stamp)
            let name = path.split(separator: "/").last.map(String.init)
            var inspection = scanner.begin(name: name)
            while true {
                let bytes = try file.next()
                if bytes.isEmpty { break }
                inspection.append(bytes)
            }
            let found = LeakFinding.all(
                of: inspection.finish(),
                path: path,
                known: scanner.known,
                showsExcerpts: showsExcerpts
            )
            return ScannedFile(path: path, stamp: stamp, findings: found)
        } catch {
            return refused(path, because: error.reason)
        }
    }

    static func refused(_ path: String, because reason: String) -> ScannedFile {
        ScannedFile(path: path, stamp: nil, findings: [.notScanned(path, because: reason)])
    }
}
