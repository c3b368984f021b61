import Foundation
import Testing

/// How a process ended.
struct ProcessEnd {
    /// The exit status; 128 and the signal's number where a signal ended it.
    let status: Int32
    /// What it said on standard error.
    let text: String

    static let killed: Int32 = 128 + 9
    /// What `timeout` answers.
    static let hung: Int32 = 124
}

/// Runs programs to their end, none longer than a minute.
enum RunProcess {
    /// `journal-workload`, which lies beside the tests' bundle.
    static var workload: String {
        get throws {
            var folder = Bundle.main.bundleURL
            if !FileManager.default.fileExists(atPath: folder.appending(path: "journal-workload").path) {
                folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            }
            let path = folder.appending(path: "journal-workload").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "\(path) is not built")
            return path
        }
    }

    static func toEnd(_ arguments: [String]) throws -> ProcessEnd {
        let process = Process()
        let error = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["-k", "5", "60"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = error
        try process.run()
        let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return ProcessEnd(status: process.terminationStatus + (isSignal ? 128 : 0), text: text)
    }

    /// Where a program is, if it is.
    static func path(of program: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"].map { $0 + program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let strace = path(of: "strace")
}

/// Every how many calls of 200 commands is made to fail in a long run; `BULKHEAD_FAULT_STEP=1` takes every one, for hours.
let faultStep = ProcessInfo.processInfo.environment["BULKHEAD_FAULT_STEP"].flatMap { Int($0) } ?? 11

/// The first of them, from 0: so a sweep of every call is done in as many parts as the step says, each where and when there is time.
let faultOffset = ProcessInfo.processInfo.environment["BULKHEAD_FAULT_OFFSET"].flatMap { Int($0) }

/// In every how many bytes of a file a bit is flipped in a long run.
let byteStep = ProcessInfo.processInfo.environment["BULKHEAD_BYTE_STEP"].flatMap { Int($0) } ?? 1

let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
