import Foundation
import TestPeers
import Testing

@testable import LDAPSession

@Suite("A question to a directory", .enabled(if: TestDirectory.isInstalled), .timeLimit(.minutes(30)))
struct LDAPSessionTests {
    static let ann =
        "dn: uid=ann\nuid: ann\ncn: Ann Lee\nsn: Lee\nplantBadge: B-1\nplantCitizenship: US\nplantCitizenship: MX"
    static let reader = LDAPCredentials(name: "cn=reader,dc=plant,dc=example", password: "s3cret")

    /// As long as it may take where many tests run beside it.
    static let patient: LDAPLimits = {
        var limits = LDAPLimits()
        limits.secondsMax = 900
        limits.answerSecondsMax = 300
        return limits
    }()

    private func query(_ filter: String = "(uid=*)", base: String = "ou=people,dc=plant,dc=example") -> LDAPQuery {
        LDAPQuery(base: base, filter: filter, attributes: ["uid", "plantBadge", "plantCitizenship"])
    }

    private func entries(
        _ address: String,
        _ query: LDAPQuery? = nil,
        as credentials: LDAPCredentials? = reader,
        authorities: String? = nil,
        startTLS: Bool = false,
        limits: LDAPLimits = patient
    ) async throws -> [LDAPEntry] {
        var server = try #require(LDAPServer(address, startTLS: startTLS))
        server.authorities = authorities
        return try await LDAPSession.entries(of: query ?? self.query(), at: server, as: credentials, limits: limits)
    }

    private func fault(_ body: () async throws -> [LDAPEntry]) async -> LDAPFault.Kind? {
        do {
            let entries = try await body()
            Issue.record("it was answered with \(entries.count) entries")
            return nil
        } catch let fault as LDAPFault {
            #expect(!fault.description.contains("s3cret"))
            return fault.kind
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test("all entries that fit come, with the attributes that were asked for and all of their values")
    func asked() async throws {
        let peer = try TestDirectory([Self.ann, "dn: uid=bo\nuid: bo\ncn: Bo\nsn: Bo"])
        let found = try await entries(peer.address)
        #expect(found.map(\.name) == ["uid=ann,ou=people,dc=plant,dc=example", "uid=bo,ou=people,dc=plant,dc=example"])
        let ann = try #require(found.first).attributes
        #expect(ann["plantcitizenship"].map(Set.init) == [Array("US".utf8), Array("MX".utf8)])
        #expect(
            ann["plantbadge"] == [Array("B-1".utf8)] && ann["cn"] == nil && found[1].attributes["plantbadge"] == nil
        )
        #expect(try await entries(peer.address, query("(uid=nobody)")) == [])
    }

    @Test("a large directory comes page by page, whole; more than is taken is a fault and no part")
    func pages() async throws {
        let people = (0..<1_234).map { "dn: uid=p\($0)\nuid: p\($0)\ncn: P\nsn: P" }
        // Nobody but the administrator would be given more than 500 at once.
        let peer = try TestDirectory(people)
        let found = try await entries(peer.address)
        #expect(Set(found.map(\.name)).count == 1_234)
        var limits = Self.patient
        limits.entriesMax = 1_233
        #expect(await fault { try await entries(peer.address, limits: limits) } == .tooMuch)
        limits = Self.patient
        limits.totalBytesMax = 10_000
        #expect(await fault { try await entries(peer.address, limits: limits) } == .tooMuch)
    }

    @Test("who is not let in, and what is no question, are told as faults")
    func refused() async throws {
        let peer = try TestDirectory([Self.ann])
        let wrong = LDAPCredentials(name: "cn=reader,dc=plant,dc=example", password: "other")
        #expect(await fault { try await entries(peer.address, as: wrong) } == .notLetIn)
        #expect(await fault { try await entries(peer.address, as: nil) } == .refused)
        #expect(await fault { try await entries(peer.address, query("((uid=")) } == .refused)
        #expect(await fault { try await entries(peer.address, query(base: "dc=other,dc=example")) } == .refused)
        #expect(await fault { try await entries(peer.address, query(base: "no name")) } == .refused)
        // A directory takes an empty password for nobody's and says that it let in.
        #expect(LDAPCredentials(name: "cn=reader", password: "") == nil)
        peer.end()
        #expect(await fault { try await entries(peer.address) } == .connection)
    }

    @Test("under TLS a directory is believed by its certificate and its name alone, whichever way it begins")
    func encrypted() async throws {
        let right = try TestDirectory([Self.ann])
        let other = try TestDirectory([Self.ann], certifying: "192.0.2.1")
        let (authority, foreign) = (right.folder + "/right.pem", other.folder + "/right.pem")
        for (address, other, startTLS) in [
            (right.encryptedAddress, other.encryptedAddress, false), (right.address, other.address, true),
        ] {
            #expect(try await entries(address, authorities: authority, startTLS: startTLS).count == 1)
            for wrong in [foreign, nil, right.folder + "/right.key", right.folder + "/none.pem"] {
                #expect(
                    await fault { try await entries(address, authorities: wrong, startTLS: startTLS) } == .connection,
                    "\(address) \(wrong ?? "those of the machine")"
                )
            }
            // It vouches for itself, and its name is another.
            #expect(
                await fault { try await entries(other, authorities: foreign, startTLS: startTLS) } == .connection
            )
        }
        // Who speaks TLS where there is none, and the reverse.
        #expect(
            await fault { try await entries("ldaps://127.0.0.1:\(right.port)", authorities: authority) } == .connection
        )
        #expect(await fault { try await entries("ldap://127.0.0.1:\(right.encryptedPort)") } == .connection)
    }

    @Test("a directory that refers elsewhere is not followed, and its answer is no whole one")
    func referred() async throws {
        let there = try TestDirectory([Self.ann])
        let here = try TestDirectory([Self.ann], "referral \(there.address)")
        #expect(await fault { try await entries(here.address, query(base: "dc=other")) } == .refused)
    }
}

@Suite("A directory that does what none should", .enabled(if: TestWebPeer.isInstalled), .timeLimit(.minutes(30)))
struct HostileDirectoryTests {
    private func fault(_ mode: String, startTLS: Bool = false, _ scheme: String = "ldap") async throws -> LDAPFault? {
        let peer = try HostileDirectory(mode)
        let server = try #require(LDAPServer("\(scheme)://127.0.0.1:\(peer.port)", startTLS: startTLS))
        var limits = LDAPLimits()
        limits.answerSecondsMax = 3
        limits.secondsMax = 20
        do throws(LDAPFault) {
            _ = try await LDAPSession.entries(
                of: LDAPQuery(base: "ou=people", filter: "(uid=*)", attributes: ["uid", "badge", "cn"]),
                at: server,
                as: LDAPCredentials(name: "cn=reader", password: "s3cret"),
                limits: limits
            )
            return nil
        } catch {
            return error
        }
    }

    @Test("one that is sound is read, so that the others are refused for what they do")
    func sound() async throws { #expect(try await fault("sound") == nil) }

    @Test(
        "entries and messages without end, and one that is huge, are taken up to the bound",
        arguments: [
            ("endless", LDAPFault.Kind.tooMuch), ("huge", .connection), ("large", .connection),
        ]
    )
    func endless(mode: String, kind: LDAPFault.Kind) async throws { #expect(try await fault(mode)?.kind == kind) }

    @Test(
        "one that hangs, wherever it does, is left",
        arguments: ["hang", "half", "silent", "gone"]
    )
    func hanging(mode: String) async throws { #expect(try await fault(mode)?.kind == .connection) }

    @Test("one that hangs when TLS is to begin is left, and one without StartTLS is told nothing")
    func hangingTLS() async throws {
        #expect(try await fault("silent", "ldaps")?.kind == .connection)
        #expect(try await fault("mute", startTLS: true)?.kind == .connection)
        #expect(try await fault("sound", startTLS: true)?.kind == .connection)
    }

    @Test(
        "a part is never taken for the whole",
        arguments: ["part", "unpaged", "reference", "referral", "circle"]
    )
    func parts(mode: String) async throws { #expect(try await fault(mode)?.kind == .refused) }

    @Test("what is no LDAP, or no entry, is told", arguments: ["garbage", "broken", "unnamed", "unasked"])
    func garbage(mode: String) async throws { #expect(try await fault(mode) != nil) }

    @Test("who is not let in is told that alone")
    func closed() async throws { #expect(try await fault("closed")?.kind == .notLetIn) }
}

@Suite("The address of a directory")
struct LDAPServerTests {
    @Test("off this machine it is spoken to under TLS, from the first byte on or by StartTLS")
    func protection() throws {
        func protection(_ address: String, startTLS: Bool = false) -> LDAPServer.Protection? {
            LDAPServer(address, startTLS: startTLS)?.protection
        }
        #expect(protection("ldaps://dc1.plant.example") == .tls && protection("ldaps://127.0.0.1:1") == .tls)
        #expect(protection("ldap://dc1.plant.example") == .startTLS)
        #expect(protection("ldap://127.0.0.1.plant.example") == .startTLS)
        #expect(protection("ldap://localhost") == LDAPServer.Protection.none)
        #expect(protection("ldap://127.0.0.1:389", startTLS: true) == .startTLS)
        #expect(LDAPServer("ldap://dc1")?.port == 389 && LDAPServer("ldaps://dc1/")?.port == 636)
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", "dc1", "http://dc1", "ldap://", "ldap://:389", "ldap://b:0", "ldap://b:99999", "ldap://user@b",
            "ldap://b/ou=people", "ldapi://b", "ldap://b?x", "ldaps://b:6 36",
        ]
    )
    func none(text: String) { #expect(LDAPServer(text) == nil) }
}
