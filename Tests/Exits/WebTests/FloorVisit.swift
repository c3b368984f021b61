import Boundary
import Foundation
import HTTPExit
import PlantModel
import RawHTTP
import Synchronization
import TestFloor
import Testing

/// A floor that serves, and browsers of persons on it.
struct FloorVisit: Sendable {
    let floor: TestFloor
    let port: Int

    static let catalogue: String = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appending(path: "Catalogue").path(percentEncoded: false)
    }()

    /// Opens a floor, visits it, and ends it.
    /// - Parameter store: a new folder to keep it in; memory if there is none.
    static func run(
        asksTwoFactors: Bool = false,
        isSetUp: Bool = true,
        limits: ServerLimits = ServerLimits(),
        store: String? = nil,
        plan: PlanFile? = nil,
        elsewhere: Whereabouts = Whereabouts(country: "US"),
        _ visit: (FloorVisit) async throws -> Void
    ) async throws {
        let floor = try await TestFloor(
            catalogue: catalogue,
            store: store,
            asksTwoFactors: asksTwoFactors,
            isSetUp: isSetUp,
            limits: limits,
            plan: plan,
            elsewhere: elsewhere
        )
        let (running, port) = try await ServerThreads.serve { try await floor.server.run(whenReady: $0) }
        defer { running.cancel() }
        try await visit(FloorVisit(floor: floor, port: port))
    }

    /// Somebody's browser, signed in by badge and PIN.
    func browser(of person: String) async throws -> Browser {
        let known = floor.staff[person] ?? [:]
        let answer = try await Answer.post(
            "/sign-in",
            "badge=\(known["badge"] ?? "")&pin=\(known["pin"] ?? "")",
            port: port
        )
        guard let cookie = answer.cookie else { throw NobodySignedIn(text: answer.body) }
        return Browser(port: port, cookie: cookie)
    }

    /// A new key of a system, as the administrator's page shows it.
    func key(of system: String) async throws -> String {
        let root = try await browser(of: "root")
        let page = try await root.get("/administrator")
        let answer = try await root.send("/administrator/systems", ["system": system], from: page)
        return String(try #require(answer.body.firstMatch(of: /<strong>([0-9A-F]{64})<\/strong>/)).output.1)
    }

    struct NobodySignedIn: Error { let text: String }

    /// A browser with its cookie. It sends forms as they stand on their page.
    struct Browser: Sendable {
        let port: Int
        let cookie: String

        func get(_ target: String) async throws -> Answer {
            try await Answer.get(target, "Cookie: \(cookie)\r\n", port: port)
        }

        /// Sends a form with fields of its own, the token of the session and a new key.
        func send(_ target: String, _ fields: [String: String], from page: Answer) async throws -> Answer {
            var all = fields
            all["form-token"] = page.formToken ?? ""
            let allowed = CharacterSet.alphanumerics
            let body = all.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }
            return try await Answer.post(target, body.joined(separator: "&"), "Cookie: \(cookie)\r\n", port: port)
        }

        /// Sends a form whose work is done beside everything else, and looks at the page that the answer leads to until it is.
        func follow(_ target: String, _ fields: [String: String], from page: Answer) async throws -> Answer {
            let answer = try await send(target, fields, from: page)
            guard answer.status == 303, let address = answer.fields["location"] else { return answer }
            return try await settled(address)
        }

        /// Looks at a page until it does not look again by itself any more.
        func settled(_ address: String) async throws -> Answer {
            let end = ContinuousClock.now + .seconds(600)
            while true {
                let answer = try await get(address)
                if !answer.body.contains("data-again") || ContinuousClock.now > end { return answer }
                try await Task.sleep(for: .milliseconds(100))
            }
        }

        /// Gives a command as a program does, once.
        func command(_ target: String, _ body: String) async throws -> Answer {
            let token = try await get("/operator").formToken ?? ""
            return try await Answer.to(
                "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\nCookie: \(cookie)\r\nX-Form-Token: \(token)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nIdempotency-Key: \(UUID().uuidString)\r\n\r\n\(body)",
                port: port
            )
        }

        /// Sends a form that carries a file, with the token of the session and a new key where it has none of its own.
        func upload(
            _ target: String,
            _ fields: [String: String],
            _ file: [UInt8],
            named name: String,
            from page: Answer,
            key: String? = nil,
            field: String = "file"
        )
            async throws -> Answer
        {
            let own = ["form-token": page.formToken ?? "", "once": UUID().uuidString]
            let parts = fields.merging(own) { given, _ in given }.map { name, value in
                "--x7\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }
            let head = "--x7\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n\r\n"
            let body = Array((parts.joined() + head).utf8) + file + Array("\r\n--x7--\r\n".utf8)
            let command = key.map { "Idempotency-Key: \($0)\r\nX-Form-Token: \(page.formToken ?? "")\r\n" } ?? ""
            let connection = try RawConnection(port: port)
            defer { connection.end() }
            connection.send(
                Array(
                    ("POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\nCookie: \(cookie)\r\n"
                        + "Content-Type: multipart/form-data; boundary=x7\r\nContent-Length: \(body.count)\r\n\(command)\r\n")
                        .utf8
                ) + body
            )
            return Answer(await connection.receive())
        }

        /// Does something at a unit's operation, as its page shows it.
        func work(_ unit: String, _ action: String, _ fields: [String: String] = [:], key: String = UUID().uuidString)
            async throws -> Answer
        {
            let page = try await get("/units/\(unit)")
            var all = fields
            all["once"] = key
            all["sequence"] = Self.hidden("sequence", page)
            all["version"] = Self.hidden("version", page)
            return try await send("/units/\(unit)/\(action)", all, from: page)
        }

        static func hidden(_ name: String, _ page: Answer) -> String {
            page.body.firstRange(of: "name=\"\(name)\" value=\"").map {
                String(page.body[$0.upperBound...].prefix { $0 != "\"" })
            }
                ?? ""
        }
    }
}
