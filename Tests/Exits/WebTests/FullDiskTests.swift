import Foundation
import RawHTTP
import TestFloor
import Testing

/// A volume of so much room and no more.
private struct SmallVolume {
    let folder: String

    init(megabytes: Int) throws {
        folder = NSTemporaryDirectory() + "volume-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try #require(Self.ends("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder) == 0)
    }

    /// Leaves no page of it free.
    func fill() throws {
        for size in ["64k", "4k"] {
            _ = try Self.ends("dd", "if=/dev/zero", "of=\(folder)/other-\(size)", "bs=\(size)")
        }
    }

    func makeRoom() throws {
        for size in ["64k", "4k"] { try FileManager.default.removeItem(atPath: "\(folder)/other-\(size)") }
    }

    func remove() {
        _ = try? Self.ends("umount", "-l", folder)
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func ends(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    static let isPossible = (try? ends("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")) == 0
}

@Suite(
    "A disk that fills up in mid-shift",
    .serialized,
    .timeLimit(.minutes(30)),
    .enabled(if: SmallVolume.isPossible, "mounting a tmpfs takes root")
)
struct FullDiskTests {
    @Test(
        "what is done at a terminal is refused with what to do, nothing of it stays, and sent again once there is room it counts once"
    )
    func full() async throws {
        let volume = try SmallVolume(megabytes: 192)
        defer { volume.remove() }
        let store = volume.folder + "/store"
        try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
        try await FloorVisit.run(store: store) { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let olga = try await visit.browser(of: "olga")
            let page = try await olga.get("/units/\(unit)")
            #expect(page.status == 200 && page.body.contains("action=\"/units/\(unit)/start\""))
            let root = try await visit.browser(of: "root")
            let desk = try await root.get("/administrator")
            try volume.fill()
            // What lies in pages that were begun still fits.
            var shown = page
            for _ in 0..<2_000 where shown.status == 200 { shown = try await olga.get("/units/\(unit)") }
            #expect(shown.status == 503 && shown.body.contains("BH-"), "\(shown.body)")
            let fields = [
                "once": UUID().uuidString, "sequence": FloorVisit.Browser.hidden("sequence", page),
                "version": FloorVisit.Browser.hidden("version", page),
            ]
            let refused = try await olga.send("/units/\(unit)/start", fields, from: page)
            #expect(
                refused.status == 503 && refused.body.contains("BH-") && refused.body.contains("again"),
                "\(refused.body)"
            )
            #expect(!refused.body.contains(volume.folder))
            #expect(try await Answer.get("/health", port: visit.port).status == 200)

            // Once there is room, whoever administers has the logs verified and opened again.
            try volume.makeRoom()
            let opened = try await root.send("/administrator/reopen", [:], from: desk)
            #expect(
                opened.status == 200 && opened.body.contains("Every log of this instance is open"),
                "\(opened.body)"
            )
            let again = try await olga.get("/units/\(unit)")
            #expect(again.status == 200 && again.body.contains("action=\"/units/\(unit)/start\""))
            for _ in 0..<2 {
                let done = try await olga.send("/units/\(unit)/start", fields, from: page)
                #expect(done.status == 303, "\(done.status) \(done.body)")
            }
            #expect(try await !olga.get("/units/\(unit)").body.contains("action=\"/units/\(unit)/start\""))
        }
    }
}
