internal import Foundation

/// An answer, taken apart.
public struct Answer: Sendable {
    /// The status.
    public let status: Int
    /// Its header fields, by their names in small letters.
    public let fields: [String: String]
    /// Its body.
    public let body: String
    /// Everything that came.
    public let text: String
    /// Whether the server ended the connection.
    public let isEnded: Bool

    /// Takes what came apart.
    public init(_ received: (text: String, isEnded: Bool)) {
        text = received.text
        isEnded = received.isEnded
        let halves = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = halves[0].split(separator: "\r\n")
        status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        self.fields = fields
        body = halves.count > 1 ? String(halves[1]) : ""
    }

    /// The value of the cookie that it sets.
    public var cookie: String? { fields["set-cookie"].flatMap { $0.split(separator: ";").first }.map(String.init) }

    /// The hidden token of the first form.
    public var formToken: String? {
        body.firstRange(of: "name=\"form-token\" value=\"").map { String(body[$0.upperBound...].prefix(64)) }
    }

    /// Sends a request and takes its answer.
    public static func to(_ request: String, port: Int) async throws -> Answer {
        let connection = try RawConnection(port: port)
        defer { connection.end() }
        connection.send(request)
        return Answer(await connection.receive())
    }

    /// Asks for a page.
    public static func get(_ target: String, _ fields: String = "", port: Int) async throws -> Answer {
        try await to(
            "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(fields)\r\n",
            port: port
        )
    }

    /// Sends a form.
    public static func post(_ target: String, _ body: String, _ fields: String = "", port: Int) async throws -> Answer {
        try await to(
            "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)",
            port: port
        )
    }
}
