import Foundation
import HTTPExit
import RawHTTP
import Storage
import TestPlant
import Testing

@Suite("A file that does not come to its end is cut off, and nothing of it is kept", .timeLimit(.minutes(10)))
struct SlowUploadTests {
    /// How long a client goes on that the server does not cut off.
    private static let waitSeconds: Int64 = 120

    @Test(
        "a byte now and then, of a length that was said and of none",
        arguments: ["Content-Length: 20000000", "Transfer-Encoding: chunked"]
    )
    func slow(length: String) async throws {
        let store = FileManager.default.temporaryDirectory.appending(path: "slow-upload-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: store) }
        var limits = ServerLimits()
        limits.bodySecondsMax = 2
        limits.bodyBytesOfSecond = 20_000_000
        let folder = store.path(percentEncoded: false)
        try await FloorVisit.run(limits: limits, store: folder) { visit in
            let engineer = try await visit.browser(of: "ed")
            let pages = MediaPagesTests()
            let (page, form) = try await pages.draft(engineer)
            let connection = try RawConnection(port: visit.port)
            defer { connection.end() }
            let isChunked = length.hasSuffix("chunked")
            connection.send(
                "POST \(form.dropLast("/new".count)) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nCookie: \(engineer.cookie)\r\n"
                    + "Content-Type: multipart/form-data; boundary=x7\r\n\(length)\r\n\r\n"
            )
            let begun = ContinuousClock.now
            var isOpen = true
            while isOpen, begun.duration(to: .now) < .seconds(Self.waitSeconds) {
                isOpen = connection.send(isChunked ? "1\r\n-\r\n" : "-")
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(!isOpen, "the server took bytes for \(begun.duration(to: .now))")
            let left = await connection.receive()
            #expect(left.isEnded && !left.text.contains("303"))
            #expect(try await !engineer.get(page).body.contains("<img"))
            let blobs = URL(filePath: folder).appending(path: "data/veh/blobs").path(percentEncoded: false)
            let files = try FileManager.default.subpathsOfDirectory(atPath: blobs).filter {
                $0 != "lock" && $0 != "parts"
            }
            #expect(files.isEmpty, "\(files)")
            // The place that it took among uploads is free again.
            var sent = try await pages.upload(engineer, form, TestMedia.png())
            while sent.status == 429, begun.duration(to: .now) < .seconds(2 * Self.waitSeconds) {
                try await Task.sleep(for: .milliseconds(50))
                sent = try await pages.upload(engineer, form, TestMedia.png())
            }
            #expect(sent.status == 303, "\(sent.body)")
            #expect(try await engineer.get(page).body.contains("<img"))
        }
    }

    @Test(
        "fifty gigabytes are refused by what is said of them, to a browser and to a program, before a byte of them is read"
    )
    func declared() async throws {
        try await FloorVisit.run { visit in
            let engineer = try await visit.browser(of: "ed")
            let (_, form) = try await MediaPagesTests().draft(engineer)
            let target = String(form.dropLast("/new".count))
            for path in [target, "/api\(target)"] {
                let answer = try await Answer.to(
                    "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(engineer.cookie)\r\n"
                        + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 53687091200\r\n\r\n",
                    port: visit.port
                )
                #expect(answer.status == 413 && answer.body.contains("BH-W413"), "\(path): \(answer.text)")
            }
        }
    }
}
