import Foundation
import RawHTTP

extension FloorVisit.Browser {
    /// What is written on each page of a paper that a page offers, as poppler reads it; words with single blanks between them.
    func paper(_ target: String) async throws -> [String] {
        let connection = try RawConnection(port: port)
        defer { connection.end() }
        connection.send(
            "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\nCookie: \(cookie)\r\n\r\n"
        )
        let bytes = await connection.receiveBytes().bytes
        guard let end = Data(bytes).range(of: Data("\r\n\r\n".utf8))?.upperBound else { throw NoPaper(target: target) }
        let file = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString).pdf")
        try Data(bytes[end...]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", file.path, "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NoPaper(target: target) }
        var pages = text.split(separator: "\u{C}", omittingEmptySubsequences: false)
        if pages.last?.allSatisfy(\.isWhitespace) == true { pages.removeLast() }
        return pages.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    struct NoPaper: Error { let target: String }
}
