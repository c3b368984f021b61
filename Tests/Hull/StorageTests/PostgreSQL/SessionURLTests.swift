import Storage
import Testing

@Suite("A URL of PostgreSQL is held to what is safe")
struct SessionURLTests {
    private func refusal(_ url: String, reader: String? = nil) -> String {
        do {
            let memory = PostgreSQLEngine.Keys.database("postgresql://a@localhost/k")
            _ = try PostgreSQLEngine(writer: url, reader: reader ?? url, keys: memory)
            return "opened"
        } catch { return error.code == .invalidValue ? error.message : "\(error.code): \(error)" }
    }

    @Test(
        "away from this machine it has to verify the server by TLS",
        arguments: [
            "sslmode=disable", "sslmode=allow", "sslmode=prefer", "sslmode=require", "sslmode=verify-ca",
            "sslmode=verify-ca&hostaddr=192.0.2.1",
        ]
    )
    func away(_ options: String) {
        for host in ["db.example", "192.0.2.1", "127.0.0.1.example", "0.0.0.0", "127.1", "localhost,db.example"] {
            let told = refusal("postgresql://writer:secret-1@\(host)/plant?\(options)")
            #expect(told.contains("leads away from this machine"), "\(told)")
            #expect(!told.contains("secret-1"))
        }
    }

    @Test("a host of this machine that an address sends elsewhere is away")
    func address() {
        #expect(
            refusal("postgresql://w:secret-1@localhost/plant?hostaddr=192.0.2.1&sslmode=prefer")
                .contains("leads away from this machine")
        )
    }

    @Test("it says where to go, who logs in and to which database, and nothing of the server's options")
    func complete() {
        let cases = [
            "": "does not say the host", "postgresql:///plant?user=w": "does not say the host",
            "postgresql://localhost/plant": "does not say the user",
            "postgresql://w@localhost": "does not say the database", "service=plant": "does not say the host",
            "host=localhost user=w dbname=p service=plant": "names a service file",
            "host=localhost user=w dbname=p options='-c fsync=off'": "sets server options",
            "postgresql://w@localhost/p?replication=true": "asks for replication",
        ]
        for (url, wanted) in cases { #expect(refusal(url).contains(wanted), "\(url): \(refusal(url))") }
    }

    @Test("one that cannot be read is refused without being repeated")
    func unreadable() {
        for url in [
            "postgresql://w:secret-1@[::1/p", "nonsense secret-1",
            "postgresql://w:secret-1@localhost/p?unknown=1", "postgresql://w:secret-1@localhost/p\u{0}",
            "postgresql://w:secret-1%zz@localhost/p", String(repeating: "[", count: 100_000),
        ] {
            let told = refusal(url)
            #expect(told.contains("cannot be read"), "\(told)")
            #expect(!told.contains("secret-1"))
        }
    }

    @Test("writer and reader are in one database, the keys in another")
    func databases() {
        let told = refusal("postgresql://w@localhost/p", reader: "postgresql://r@localhost/q")
        #expect(told.contains("different databases"), "\(told)")
    }

    @Test("a port that is none is told without the secret")
    func port() {
        let told = refusal("postgresql://w:secret-1@localhost:notaport/p")
        #expect(told.contains("notaport") && !told.contains("secret-1"), "\(told)")
    }

    @Test("a server that does not answer is an error that says so and holds no secret")
    func unreachable() {
        let told = refusal("postgresql://w:secret-1@127.0.0.1:1/p")
        #expect(told.hasPrefix("failed: PostgreSQL at w@127.0.0.1:1/p was not opened"), "\(told)")
        #expect(!told.contains("secret-1"))
    }
}
