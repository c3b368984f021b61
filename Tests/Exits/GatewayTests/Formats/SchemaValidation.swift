import Foundation

/// Validation by `xmllint`.
enum SchemaValidation {
    private static let tool = ["/usr/bin/xmllint", "/usr/local/bin/xmllint", "/opt/homebrew/bin/xmllint"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether it is installed.
    static var isInstalled: Bool { tool != nil }

    /// What a schema says of a document; nothing where it is valid.
    static func run(_ schema: URL, _ document: URL) throws -> [String] {
        guard let tool else { return ["xmllint is not installed"] }
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments =
            ["--nonet", "--noout", "--schema"] + [schema, document].map { $0.path(percentEncoded: false) }
        let output = Pipe()
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return [] }
        return said.split(separator: "\n").map(String.init).filter { !$0.contains("warning") }
    }

    /// What schemas at hand say of a text.
    /// - Parameters:
    ///   - own: a schema as text.
    ///   - theirs: another one as a file, where it is named.
    static func problems(of text: String, own: String, theirs: String?) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (document, schema) = (folder.appending(path: "document.xml"), folder.appending(path: "own.xsd"))
        try Data(text.utf8).write(to: document)
        try Data(own.utf8).write(to: schema)
        return try run(schema, document) + (theirs.map { try run(URL(filePath: $0), document) } ?? [])
    }
}
