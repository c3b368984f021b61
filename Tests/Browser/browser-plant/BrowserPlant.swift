import Boundary
import Execution
import Foundation
import HTTPExit
import TestFloor
import Web

/// A running instance for tests in a browser: `browser-plant CATALOGUE [FOLDER OPERATORS] [--two-factors] [--no-administrator]`, in memory or in files of a
/// new folder. It prints one line of JSON with the address and what the tests scan, and serves until it is ended. A line with a number on its input moves
/// its clock on by so many days, and is answered by itself.
@main
struct BrowserPlant {
    static func main() async throws {
        let given = Swift.CommandLine.arguments.dropFirst()
        let words = given.filter { !$0.hasPrefix("--") }
        let floor = try await TestFloor(
            catalogue: words.first ?? "Catalogue",
            store: words.dropFirst().first,
            operatorCount: words.dropFirst(2).first.flatMap { Int($0) } ?? 0,
            asksTwoFactors: given.contains("--two-factors"),
            isSetUp: !given.contains("--no-administrator")
        )
        let link = floor.accounts.makeSetupLink().token
        Thread.detachNewThread {
            while let line = readLine() {
                floor.advance(days: Int(line) ?? 0)
                FileHandle.standardOutput.write(Data((line + "\n").utf8))
            }
        }
        try await floor.server.run(
            log: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) },
            whenReady: { port in
                let facts: [String: Any] = [
                    "url": "http://127.0.0.1:\(port)", "setup": link, "staff": floor.staff, "work": floor.work,
                ]
                if let json = try? JSONSerialization.data(withJSONObject: facts) {
                    FileHandle.standardOutput.write(json + Data("\n".utf8))
                }
            }
        )
        await floor.hull.close()
    }
}
