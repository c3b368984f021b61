import Foundation
import TestPeers
import Testing

@testable import SFTPSession

@Suite("A session with an SFTP server", .enabled(if: TestFileServer.isInstalled))
struct SFTPSessionTests {
    private func place(_ server: TestFileServer, hostKey: String? = nil, key: String? = nil, user: String? = nil) throws
        -> SFTPServer
    {
        try #require(
            SFTPServer(
                server.address,
                hostKey: hostKey ?? server.hostKey,
                user: user ?? server.user,
                keyFile: key ?? server.key
            )
        )
    }

    @Test("files are written, listed, read, named and taken away, whatever is in them")
    func files() throws {
        let server = try TestFileServer()
        defer { server.end() }
        let session = try SFTPSession(place(server))
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try session.write(bytes, to: server.folder + "/a.bin")
        try session.write([], to: server.folder + "/é")
        try session.makeFolder(server.folder + "/inner")
        try session.makeFolder(server.folder + "/inner")
        #expect(try session.list(server.folder).map(\.name).sorted() == ["a.bin", "é"])
        #expect(try session.read(server.folder + "/a.bin", bytesMax: 1 << 20) == bytes)
        #expect(try session.read(server.folder + "/é", bytesMax: 0) == [])
        #expect(try session.file(server.folder + "/a.bin")?.byteCount == 700_000)
        try session.rename(server.folder + "/a.bin", to: server.folder + "/b.bin")
        #expect(try session.file(server.folder + "/a.bin") == nil)
        try session.remove(server.folder + "/b.bin")
        #expect(try session.list(server.folder).map(\.name) == ["é"])
        #expect(Array(try Data(contentsOf: URL(filePath: server.folder + "/é"))).isEmpty)
    }

    @Test("a server of another key is told nothing, not even who asks")
    func otherServer() throws {
        let (server, other) = (try TestFileServer(), try TestFileServer())
        defer { for one in [server, other] { one.end() } }
        #expect {
            try SFTPSession(place(server, hostKey: other.hostKey))
        } throws: { ($0 as? SFTPFault)?.kind == .otherServer }
    }

    @Test("whom a server does not let in, and one where nobody answers, are told apart")
    func refused() throws {
        let server = try TestFileServer()
        defer { server.end() }
        #expect { try SFTPSession(place(server, key: server.otherKey)) } throws: {
            ($0 as? SFTPFault)?.kind == .notLetIn
        }
        #expect { try SFTPSession(place(server, key: "/none")) } throws: { ($0 as? SFTPFault)?.kind == .notLetIn }
        #expect { try SFTPSession(place(server, user: "nobody-known")) } throws: {
            ($0 as? SFTPFault)?.kind == .notLetIn
        }
        let gone = try place(server)
        server.end()
        #expect { try SFTPSession(gone) } throws: { ($0 as? SFTPFault)?.kind == .connection }
    }

    @Test("no file, one that is there already, a link, a folder and one that is too long are faults of their own")
    func faults() throws {
        let server = try TestFileServer()
        defer { server.end() }
        let session = try SFTPSession(place(server))
        func kind(_ work: () throws -> Void) -> SFTPFault.Kind? {
            do { try work() } catch { return (error as? SFTPFault)?.kind }
            return nil
        }
        try session.write([1, 2, 3], to: server.folder + "/a")
        try session.write([4], to: server.folder + "/b")
        try FileManager.default.createSymbolicLink(atPath: server.folder + "/link", withDestinationPath: "/etc/passwd")
        #expect(kind { _ = try session.read(server.folder + "/none", bytesMax: 9) } == .noFile)
        #expect(kind { _ = try session.list(server.folder + "/none") } == .noFile)
        #expect(kind { try session.rename(server.folder + "/a", to: server.folder + "/b") } == .exists)
        #expect(kind { _ = try session.file(server.folder + "/link") } == .file)
        #expect(kind { _ = try session.read(server.folder + "/a", bytesMax: 2) } == .file)
        #expect(try session.list(server.folder).map(\.name).sorted() == ["a", "b"])
        #expect(try session.read(server.folder + "/b", bytesMax: 1) == [4])
    }

    @Test("where a server goes, the session says so")
    func gone() throws {
        let server = try TestFileServer()
        defer { server.end() }
        let session = try SFTPSession(place(server))
        session.breakOff()
        #expect { try session.list(server.folder) } throws: { ($0 as? SFTPFault)?.kind == .connection }
    }
}

@Suite("The address of an SFTP server")
struct SFTPServerTests {
    static let key = "SHA256:" + String(repeating: "A", count: 43)

    @Test("it says host, port and folder")
    func addresses() throws {
        let server = try #require(
            SFTPServer("sftp://files.plant.example/exports/", hostKey: Self.key, user: "u", keyFile: "k")
        )
        #expect(server.host == "files.plant.example" && server.port == 22 && server.folder == "/exports")
        #expect(SFTPServer("sftp://h:2222", hostKey: Self.key, user: "u", keyFile: "k")?.folder == "/")
    }

    @Test(
        "what is none is refused, and so is a key that is not known",
        arguments: [
            ("", key), ("http://h/x", key), ("sftp://", key), ("sftp://u@h/x", key), ("sftp://h:0/x", key),
            ("sftp://h:70000/x", key), ("sftp://h", ""), ("sftp://h", "MD5:00"), ("sftp://h", "SHA256:short"),
        ]
    )
    func none(address: String, hostKey: String) {
        #expect(SFTPServer(address, hostKey: hostKey, user: "u", keyFile: "k") == nil)
    }
}
