internal import Classification
internal import ContentScan
internal import Crypto
internal import Foundation
internal import Storage

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
        showsExcerpts: Bool,
        manifests: SideManifest.Reader? = nil,
        releases: ReleaseTrace? = nil
    ) -> ScannedFile {
        do throws(OpenFile.Problem) {
            var file = try OpenFile(path, expecting: stamp)
            let name = path.split(separator: "/").last.map(String.init)
            var inspection = scanner.begin(name: name)
            // Only what is as long as a message can be one.
            var hash = releases?.mayBeWhole(byteCount: stamp.size) == true ? SHA256() : nil
            while true {
                let bytes = try file.next()
                if bytes.isEmpty { break }
                inspection.append(bytes)
                hash?.update(data: bytes)
            }
            let report = inspection.finish()
            // What left without a restriction is no finding here.
            let hangsOnManifest =
                manifests != nil && report.inspection.findings.contains { $0.isKnown && !$0.label.isUnrestricted }
            var aside: Label?
            if hangsOnManifest, let manifests {
                aside = try SideManifest.label(beside: path, stamp, scanner, manifests)
            }
            let found = LeakFinding.all(
                of: report,
                path: path,
                known: scanner.known,
                aside: aside,
                trace: releases.map { releases in
                    FileTrace(
                        releases,
                        byteCount: stamp.size,
                        digest: hash.map { Array($0.finalize()).hexadecimal }
                    )
                },
                showsExcerpts: showsExcerpts
            )
            // The file beside it may change without this one: it is read again the next time.
            return ScannedFile(path: path, stamp: hangsOnManifest ? nil : stamp, findings: found)
        } catch {
            return refused(path, because: error.reason)
        }
    }

    static func refused(_ path: String, because reason: String) -> ScannedFile {
        ScannedFile(path: path, stamp: nil, findings: [.notScanned(path, because: reason)])
    }
}
