import Foundation
import Testing

/// `storage-workload`, run beside a test.
struct WorkloadProcess {
    static var executable: String {
        get throws {
            // Test bundles lie beside the executables of the package.
            var folder = Bundle.main.bundleURL
            if !FileManager.default.fileExists(atPath: folder.appending(path: "storage-workload").path) {
                folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            }
            let path = folder.appending(path: "storage-workload").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "\(path) is not built")
            return path
        }
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let process = Process()
        let (output, error) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, errorText)
    }
}
