import Foundation
import Testing

/// The folder `Tests/Hull/CompileFail`: mistakes that must not compile, each with the same thing done right.
@Suite("What must not leave does not compile")
struct CompileFailTests {
    static let folder = BoundaryPlant.root.appending(path: "Tests/Hull/CompileFail")

    static let mistakes: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return files.filter { $0.hasSuffix(".swift") && !$0.hasSuffix(".twin.swift") }.sorted()
    }()

    @Test("the folder has its mistakes, and each mistake its twin")
    func twins() {
        #expect(Self.mistakes.count >= 15)
        for mistake in Self.mistakes {
            let twin = Self.folder.appending(path: mistake.replacing(".swift", with: ".twin.swift"))
            #expect(FileManager.default.fileExists(atPath: twin.path(percentEncoded: false)), "\(mistake)")
        }
    }

    @Test("each has the one diagnostic that it expects, and its twin compiles", arguments: mistakes)
    func compiles(mistake: String) throws {
        let file = Self.folder.appending(path: mistake)
        let text = try String(contentsOf: file, encoding: .utf8)
        let first = try #require(text.split(separator: "\n").first)
        let expected = try #require(first.hasPrefix("// expect: ") ? first.dropFirst(11) : nil)
        let wrong = try Self.check(file)
        let errors = wrong.split(separator: "\n").filter { $0.contains(": error: ") }
        #expect(errors.count == 1, "\(mistake): \(wrong)")
        #expect(errors.first?.contains(expected) == true, "\(mistake): \(wrong)")
        let right = try Self.check(Self.folder.appending(path: mistake.replacing(".swift", with: ".twin.swift")))
        #expect(!right.contains("error:"), "\(mistake): \(right)")
    }

    /// The folder that this test was built into.
    private static let build = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()

    /// The C modules that packages beside this one bring, which the compiler asks for by way of ours.
    private static let moduleMaps: [String] = {
        let packages = build.deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkouts")
        var found: [String] = []
        for folder in [packages, BoundaryPlant.root.appending(path: "Sources")] {
            let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            while let url = walk?.nextObject() as? URL {
                if url.lastPathComponent == "module.modulemap", url.path.contains("/Sources/") {
                    found += ["-Xcc", "-fmodule-map-file=\(url.path(percentEncoded: false))"]
                }
            }
        }
        return found
    }()

    /// Where the headers of a database client are, which the compiler asks for by way of the stores.
    private static let systemHeaders: [String] = {
        let found = try? output(of: ["pkg-config", "--cflags-only-I", "libpq"])
        return found?.split(whereSeparator: \.isWhitespace).flatMap { ["-Xcc", String($0)] } ?? []
    }()

    /// What the compiler says of a file, against the modules that this test was built with.
    private static func check(_ file: URL) throws -> String {
        try output(
            of: [
                "swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-enable-upcoming-feature",
                "MemberImportVisibility",
                "-diagnostic-style", "llvm", "-I", build.appending(path: "Modules").path(percentEncoded: false),
                file.path(percentEncoded: false),
            ] + moduleMaps + systemHeaders
        )
    }

    /// All that a command says.
    private static func output(of command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
