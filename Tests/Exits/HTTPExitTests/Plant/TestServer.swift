import Boundary
import Classification
import Foundation
import HTTPExit
import Journal
import RawHTTP
import Storage
import Synchronization
import TestPlant

/// A server on a port that is free, with a few pages, for as long as a test needs it.
struct TestServer {
    let port: Int
    let clock: SetClock
    let log: LogLines
    private let running: Task<Void, any Error>

    final class LogLines: Sendable {
        private let lines = Mutex<[String]>([])

        func add(_ line: String) { lines.withLock { $0.append(line) } }

        var all: [String] { lines.withLock { $0 } }
    }

    /// Starts a server, runs a test against it, and ends it.
    static func run(
        limits: ServerLimits = ServerLimits(),
        isSecure: Bool = false,
        _ routes: (inout Routes) -> Void = { _ in },
        boundary: Boundary? = nil,
        clock: SetClock = SetClock(),
        test: (TestServer) async throws -> Void
    ) async throws {
        let server = try await TestServer(limits, isSecure, routes, boundary, clock)
        do {
            try await test(server)
        } catch {
            server.running.cancel()
            throw error
        }
        server.running.cancel()
        _ = await server.running.result
    }

    private init(
        _ limits: ServerLimits,
        _ isSecure: Bool,
        _ add: (inout Routes) -> Void,
        _ boundary: Boundary?,
        _ clock: SetClock
    ) async throws {
        let provider = SwiftCryptoProvider()
        let boundary =
            try boundary
            ?? Boundary(
                control: CompartmentName("control"),
                clock: clock,
                sink: JournalLogs(provider: provider),
                provider: provider
            )
        var routes = Routes()
        routes.page("/open", .anybody) { request in
            try .page("Open", "<p>for anybody; typed: \(request.typed("q"))</p>")
        }
        routes.page("/sign-in", .anybody) { _ in try .page("Sign in", "<h1>Sign in</h1>") }
        routes.form("/sign-in", .limited) { request in
            let id = request.fields["badge"] ?? ""
            return try .begin(SignedIn(.person(id), name: id, home: "operator"), to: "/mine")
        }
        routes.page("/mine") { request in
            try .page("Mine", "<h1>Hello \(request.visitorName)</h1><form>\(request.formToken)</form>")
        }
        routes.form("/act") { request in try .page("Done", "<p>did \(request.typed("what"))</p>") }
        routes.page("/broken") { _ in throw CocoaError(.fileNoSuchFile) }
        add(&routes)
        var configuration = PlantServer.Configuration(
            host: "127.0.0.1",
            port: 0,
            isSecure: isSecure,
            site: "Main <site>",
            whereabouts: .unknown,
            elsewhere: .unknown,
            marking: ScreenMarking(schemes: .none, profile: .dod),
            assets: [PageAsset("bulkhead.css", .style, Array("p{}".utf8))]
        )
        configuration.limits = limits
        let server = PlantServer(
            configuration,
            routes,
            boundary: boundary,
            clock: clock,
            random: { provider.randomBytes($0) },
            failurePage: { failure, _ in
                try .page("Failure", "<p class=\"failure\">no answer</p>", status: failure.status)
            }
        )
        let log = LogLines()
        (running, port) = try await ServerThreads.serve { ready in
            try await server.run(log: { log.add($0) }, whenReady: ready)
        }
        self.clock = clock
        self.log = log
    }

    func ask(_ request: String) async throws -> Answer { try await Answer.to(request, port: port) }

    func get(_ target: String, _ fields: String = "") async throws -> Answer {
        try await Answer.get(target, fields, port: port)
    }

    func post(_ target: String, _ body: String, _ fields: String = "") async throws -> Answer {
        try await Answer.post(target, body, fields, port: port)
    }
}
