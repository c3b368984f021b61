import Foundation

/// The checked-out repository that the house rules are held against.
struct Repository {
    let root: URL

    init() {
        root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    struct SourceFile {
        /// Path below the root.
        let path: String
        let text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The target's folder name: `Sources/Plan/Planning/…` belongs to `Planning`.
        var target: String {
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count > 2 else { return "" }
            return ["Rules", "Plan", "Hull", "Shop", "Exits"].contains(parts[1]) ? parts[2] : parts[1]
        }
    }

    func files(below folder: String, withExtension fileExtension: String) -> [SourceFile] {
        let base = root.appending(path: folder)
        let walk = FileManager.default.enumerator(
            at: base,
            includingPropertiesForKeys: nil,
            options: [.skipsHiddenFiles]
        )
        var found: [SourceFile] = []
        while let url = walk?.nextObject() as? URL {
            guard url.pathExtension == fileExtension, let text = try? String(contentsOf: url, encoding: .utf8) else {
                continue
            }
            let path = String(
                url.standardizedFileURL.path(percentEncoded: false).dropFirst(root.path(percentEncoded: false).count)
            )
            found.append(SourceFile(path: path.hasPrefix("/") ? String(path.dropFirst()) : path, text: text))
        }
        return found.sorted { $0.path < $1.path }
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
