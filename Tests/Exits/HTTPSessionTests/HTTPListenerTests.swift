import Foundation
import HTTPSession
import RawHTTP
import Synchronization
import TestPeers
import Testing

@Suite("An address that is listened to")
struct HTTPListenerTests {
    private static func listener(
        _ address: String = "http://127.0.0.1:0",
        certificate: HTTPListener.Certificate? = nil,
        limits: HTTPListener.Limits = HTTPListener.Limits()
    ) throws -> HTTPListener {
        HTTPListener(try #require(HTTPAddress(address)), certificate: certificate, limits: limits) { request in
            let said = "\(request.method) \(request.path) \(request.query ?? "-") \(request.body.count)"
            return HTTPListener.Answer(200, headers: [HTTPHeader("X-Own", "a")], body: Array(said.utf8))
        }
    }

    @Test("a request comes whole, and the answer goes as it was made")
    func answers() async throws {
        let listener = try Self.listener()
        let port = try await listener.start()
        let answer = try await Answer.to(
            "POST /a/%2e%2e?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
            port: port
        )
        #expect(answer.status == 200 && answer.body == "POST /a/%2e%2e b=c 3" && answer.fields["x-own"] == "a")
        await listener.end()
        #expect(await !listener.isListening)
        #expect(throws: (any Error).self) { try RawConnection(port: port) }
        // The port is free at once.
        let again = try Self.listener("http://127.0.0.1:\(port)")
        #expect(try await again.start() == port)
        await again.end()
    }

    @Test("what is too long is refused before it is read, said or not")
    func long() async throws {
        var limits = HTTPListener.Limits()
        limits.bodyBytesMax = 100
        let listener = try Self.listener(limits: limits)
        let port = try await listener.start()
        let connection = try RawConnection(port: port)
        connection.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
        let said = Answer(await connection.receive(until: "\r\n\r\n"))
        connection.end()
        #expect(said.status == 413)
        let piece = "64\r\n" + String(repeating: "a", count: 100) + "\r\n"
        let unsaid = try await Answer.to(
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\(piece)\(piece)0\r\n\r\n",
            port: port
        )
        #expect(unsaid.status == 413)
        let head = try await Answer.to(
            "GET / HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 20_000))\r\n\r\n",
            port: port
        )
        #expect(head.status != 200)
        await listener.end()
    }

    @Test(
        "what is no request gets no answer of ours, and the next one does",
        arguments: [
            "\0\0\0\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}\r\n\r\n",
        ]
    )
    func malformed(request: String) async throws {
        let listener = try Self.listener()
        let port = try await listener.start()
        let connection = try RawConnection(port: port)
        connection.send(request)
        // Some it ends at once, of others it waits for more.
        #expect(Answer(await connection.receive(silentMilliseconds: 1_000)).status != 200)
        connection.end()
        #expect(try await Answer.get("/", port: port).status == 200)
        await listener.end()
    }

    @Test("a client that does not finish is cut off")
    func slow() async throws {
        var limits = HTTPListener.Limits()
        (limits.headSecondsMax, limits.bodySecondsMax) = (1, 1)
        let listener = try Self.listener(limits: limits)
        let port = try await listener.start()
        for begun in ["GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"] {
            let connection = try RawConnection(port: port)
            _ = connection.send(begun)
            let received = await connection.receive(silentMilliseconds: 20_000)
            #expect(received.isEnded && !received.text.contains(" 200 "))
            connection.end()
        }
        await listener.end()
    }

    @Test("under TLS it is spoken to by whoever believes its certificate, and by nobody in the clear")
    func encrypted() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "listener-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try TestWebPeer.makeCertificate(in: folder)
        let certificate = HTTPListener.Certificate(chain: folder + "/peer.pem", key: folder + "/peer.key")
        let listener = try Self.listener("https://localhost:0", certificate: certificate)
        let port = try await listener.start()
        let address = try #require(HTTPAddress("https://localhost:\(port)/a"))
        let known = HTTPSession(address, authorities: folder + "/peer.pem")
        #expect(try await known.ask("GET", bytesMax: 1_000).status == 200)
        let stranger = HTTPSession(address)
        await #expect { try await stranger.ask("GET", bytesMax: 1_000) } throws: {
            ($0 as? HTTPFault)?.kind == .connection
        }
        let open = HTTPSession(try #require(HTTPAddress("http://localhost:\(port)/a")))
        await #expect(throws: HTTPFault.self) { try await open.ask("GET", bytesMax: 1_000) }
        for session in [known, stranger, open] { await session.close() }
        await listener.end()
        for broken in [nil, HTTPListener.Certificate(chain: folder + "/peer.key", key: folder + "/peer.pem")] {
            let listener = try Self.listener("https://localhost:0", certificate: broken)
            await #expect { try await listener.start() } throws: { ($0 as? HTTPFault)?.kind == .listening }
        }
    }

    /// Gives pieces one after the other, and fails where it is told to.
    private actor Pieces {
        private(set) var given = 0
        private(set) var isCancelled = false
        private let count: Int
        private let bytes: [UInt8]
        private let fails: Bool

        init(_ count: Int, of bytes: [UInt8], fails: Bool = false) {
            self.count = count
            self.bytes = bytes
            self.fails = fails
        }

        struct Failure: Error {}

        func next() throws -> [UInt8]? {
            guard given < count else {
                if fails { throw Failure() }
                return nil
            }
            given += 1
            return bytes
        }

        /// Nothing comes as long as somebody waits.
        func wait() async throws -> [UInt8]? {
            given += 1
            do { try await Task.sleep(for: .seconds(600)) } catch { isCancelled = true }
            return []
        }
    }

    /// Is there as long as somebody makes an answer.
    private final class Making: Sendable {
        final class End: Sendable {
            private let came = Mutex(false)
            var hasCome: Bool { came.withLock { $0 } }
            func come() { came.withLock { $0 = true } }
        }

        private let end: End

        init(_ end: End) { self.end = end }

        deinit { end.come() }
    }

    private static func streaming(
        _ limits: HTTPListener.Limits = HTTPListener.Limits(),
        _ next: @escaping HTTPListener.Answer.Stream
    ) throws -> HTTPListener {
        HTTPListener(try #require(HTTPAddress("http://127.0.0.1:0")), limits: limits) { _ in
            HTTPListener.Answer(200, headers: [HTTPHeader("Content-Type", "text/plain")], stream: next)
        }
    }

    @Test("an answer that is made as it is sent comes whole, or breaks off so that nobody takes it for whole")
    func streams() async throws {
        let pieces = Pieces(3, of: Array("abc".utf8))
        let listener = try Self.streaming { try await pieces.next() }
        let address = try #require(HTTPAddress("http://127.0.0.1:\(try await listener.start())/"))
        let session = HTTPSession(address)
        let answer = try await session.ask("GET", bytesMax: 100)
        #expect(answer.body == Array("abcabcabc".utf8))
        await session.close()
        await listener.end()

        let failing = Pieces(3, of: Array("abc".utf8), fails: true)
        let other = try Self.streaming { try await failing.next() }
        let port = try await other.start()
        let raw = try await Answer.to("GET / HTTP/1.1\r\nHost: x\r\n\r\n", port: port)
        #expect(raw.isEnded && raw.status == 200 && raw.body.contains("abc") && !raw.body.contains("0\r\n\r\n"))
        let again = HTTPSession(try #require(HTTPAddress("http://127.0.0.1:\(port)/")))
        await #expect(throws: HTTPFault.self) { try await again.ask("GET", bytesMax: 100) }
        await again.close()
        await other.end()
    }

    @Test("no more of an answer is made than is read, and a client that does not read is not waited for without end")
    func unread() async throws {
        var limits = HTTPListener.Limits()
        limits.readSecondsMax = 2
        let pieces = Pieces(.max, of: [UInt8](repeating: 0x61, count: 64 << 10))
        let end = Making.End()
        let address = try #require(HTTPAddress("http://127.0.0.1:0"))
        let listener = HTTPListener(address, limits: limits) { _ in
            let making = Making(end)
            return HTTPListener.Answer(200, headers: []) {
                _ = making
                return try await pieces.next()
            }
        }
        let connection = try RawConnection(port: try await listener.start())
        connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in 0..<6_000 {
            if end.hasCome { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(end.hasCome)
        // What lay on the way, in kernels and buffers, is bounded.
        let given = await pieces.given
        #expect(given > 0 && given < 1_000)
        #expect(await connection.receive().isEnded)
        #expect(await pieces.given == given)
        connection.end()
        await listener.end()
    }

    @Test("what is made for a client that went away is not made any more")
    func gone() async throws {
        let pieces = Pieces(0, of: [])
        let listener = try Self.streaming { try await pieces.wait() }
        let connection = try RawConnection(port: try await listener.start())
        connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in 0..<30_000 {
            if await pieces.given > 0 { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(await pieces.given == 1)
        connection.end()
        for _ in 0..<30_000 {
            if await pieces.isCancelled { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(await pieces.isCancelled)
        await listener.end()
    }
}
