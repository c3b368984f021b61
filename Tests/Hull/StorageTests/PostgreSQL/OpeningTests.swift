import Storage
import TestDatabases
import Testing

@Suite("Opening a store in PostgreSQL", .serialized)
struct OpeningTests {
    let place: PostgreSQLPlace
    var cluster: PrivateCluster { place.cluster }

    init() throws { place = try PostgreSQLPlace(PrivateCluster.shared.get()) }

    private func refusal(_ body: () throws -> Void) -> (code: StorageError.Code?, text: String) {
        do {
            try body()
            return (nil, "done")
        } catch let error as StorageError { return (error.code, error.message) } catch { return (nil, "\(error)") }
    }

    private func open(writer: String? = nil, reader: String? = nil) -> (code: StorageError.Code?, text: String) {
        refusal {
            let keys = PostgreSQLEngine.Keys.database(
                cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, place.keys)
            )
            _ = try PostgreSQLEngine(writer: writer ?? place.writer, reader: reader ?? place.reader, keys: keys)
        }
    }

    @Test("a wrong password, a role and a database that are not there are said without the secret")
    func logIns() {
        let wrong = open(writer: cluster.url("bulkhead_writer", "secret-9", place.database))
        #expect(wrong.code == .failed && wrong.text.contains("password authentication failed"), "\(wrong)")
        #expect(!wrong.text.contains("secret-9"))
        let nobody = open(reader: cluster.url("nobody", "secret-9", place.database))
        #expect(nobody.code == .failed && nobody.text.contains("\"nobody\""), "\(nobody)")
        let nowhere = cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, "nowhere")
        let reader = cluster.url("bulkhead_reader", PostgreSQLPlace.readerPassword, "nowhere")
        #expect(open(writer: nowhere, reader: reader).text.contains("does not exist"))
    }

    @Test("the server has to show a certificate of the authority that the URL names")
    func certificate() throws {
        let other = try PrivateCluster()
        let url = place.writer.replacing(cluster.folder, with: other.folder)
        let told = open(writer: url)
        #expect(told.code == .failed && told.text.contains("certificate verify failed"), "\(told)")
        let unencrypted = place.writer.replacing("sslmode=verify-full", with: "sslmode=disable")
        #expect(open(writer: unencrypted).text.contains("no encryption"), "\(open(writer: unencrypted))")
    }

    @Test("a database that was not prepared, or by a newer version, is told from one that was")
    func prepared() throws {
        let empty = try cluster.database()
        let url = cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, empty)
        let told = open(writer: url, reader: cluster.url("bulkhead_reader", PostgreSQLPlace.readerPassword, empty))
        #expect(told.code == .missing && told.text.contains("was not prepared"), "\(told)")
        try PostgreSQLEngine.prepare(administrator: cluster.administrator(empty), roles: PostgreSQLPlace.roles())
        try PostgreSQLEngine.prepare(administrator: cluster.administrator(empty), roles: PostgreSQLPlace.roles())
        try cluster.psql("UPDATE bulkhead.store SET version = 1", empty)
        let older = open(writer: url, reader: cluster.url("bulkhead_reader", PostgreSQLPlace.readerPassword, empty))
        #expect(older.code == .version && older.text.contains("`bulkhead store prepare`"), "\(older)")
        try PostgreSQLEngine.prepare(administrator: cluster.administrator(empty), roles: PostgreSQLPlace.roles())
        #expect(try cluster.psql("SELECT version FROM bulkhead.store", empty) == "2")
        try cluster.psql("UPDATE bulkhead.store SET version = 99", empty)
        let newer = open(writer: url, reader: cluster.url("bulkhead_reader", PostgreSQLPlace.readerPassword, empty))
        #expect(newer.code == .version && newer.text.contains("of version 99"), "\(newer)")
        let again = refusal {
            try PostgreSQLEngine.prepare(administrator: cluster.administrator(empty), roles: PostgreSQLPlace.roles())
        }
        #expect(again.code == .version && again.text.contains("use a newer one"), "\(again)")
    }

    @Test("a log-in that may do more than it should, or is another one, is refused")
    func roles() throws {
        let superuser = open(writer: cluster.administrator(place.database))
        #expect(
            superuser.code == .failed && superuser.text.contains("does not log in as the store's writer"),
            "\(superuser)"
        )
        #expect(open(reader: place.writer).text.contains("does not log in as the store's reader"))
        let other = try PostgreSQLRoles(prefix: "other", writerPassword: "w", readerPassword: "r")
        let database = try cluster.database()
        try PostgreSQLEngine.prepare(administrator: cluster.administrator(database), roles: other)
        for grant in [
            "ALTER ROLE other_reader BYPASSRLS", "GRANT other_writer TO other_reader",
            "GRANT other_owner TO other_reader",
            "ALTER ROLE other_reader SUPERUSER", "ALTER ROLE other_reader CREATEROLE",
            "ALTER ROLE other_reader REPLICATION",
        ] {
            try cluster.psql(grant)
            let told = open(
                writer: cluster.url("other_writer", "w", database),
                reader: cluster.url("other_reader", "r", database)
            )
            #expect(
                told.code == .failed && told.text.contains("may do more than the store's reader should"),
                "\(grant): \(told)"
            )
            try cluster.psql("ALTER ROLE other_reader NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION")
            try cluster.psql("REVOKE other_writer, other_owner FROM other_reader")
        }
    }

    @Test("a server that does not keep what it acknowledges is refused", arguments: ["fsync", "full_page_writes"])
    func settings(_ name: String) throws {
        let unsafe = try PrivateCluster(settings: ["\(name)=off"])
        let told = refusal { _ = try PostgreSQLPlace(unsafe) }
        #expect(told.code == .failed && told.text.contains("runs with another \(name) than on"), "\(told)")
    }

    @Test("grants that were taken away are named")
    func grants() throws {
        let name = try CompartmentName("alpha")
        let engine = try place.engine()
        let log = try engine.openLog(name, create: true)
        let views = try engine.openViews(name, schema: RowSecurityTests.schema())
        try cluster.psql("REVOKE SELECT ON alpha_views.part FROM bulkhead_reader", place.database)
        let query = ViewQuery("part", columns: ["id"], limit: 1)
        let read = refusal { _ = try views.select(query, admitting: Admission([.init(labels: [1])])) }
        #expect(read.text.contains("permission denied for table part"), "\(read)")
        try cluster.psql("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA alpha_log FROM bulkhead_writer", place.database)
        let batch = StoredBatch(
            first: 0,
            entries: [StoredEntry(entry: [1], payload: nil, key: [1])],
            tiles: [],
            checkpoint: [1]
        )
        let written = refusal { try log.append(batch) }
        #expect(
            written.code == .readOnly && written.text.contains("permission denied for function append"),
            "\(written)"
        )
        try cluster.psql("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA alpha_log TO bulkhead_writer", place.database)
        try log.append(batch)
        #expect(try log.head().size == 1)
    }

    @Test("views whose guard was taken away are not opened")
    func guards() throws {
        let name = try CompartmentName("alpha")
        let engine = try place.engine()
        for change in ["DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"] {
            try engine.dropViews(name)
            _ = try engine.openViews(name, schema: RowSecurityTests.schema())
            try cluster.psql("ALTER TABLE alpha_views.part_tag \(change)", place.database)
            let told = refusal { _ = try engine.openViews(name, schema: RowSecurityTests.schema()) }
            #expect(told.code == .damaged && told.text.contains("part_tag"), "\(told)")
        }
    }

    @Test("a log without its head, with a gap or of another version is not read as if it were whole")
    func damage() throws {
        let engine = try place.engine()
        func log(_ name: String) throws -> any LogStore {
            let log = try engine.openLog(CompartmentName(name), create: true)
            let entries = (0..<5).map { StoredEntry(entry: [UInt8($0)], payload: nil, key: [1]) }
            try log.append(StoredBatch(first: 0, entries: entries, tiles: [], checkpoint: [1]))
            return log
        }
        let gap = try log("gap")
        try cluster.psql("DELETE FROM gap_log.entry WHERE sequence = 2", place.database)
        let told = refusal { _ = try gap.entries(0..<5) }
        #expect(told.code == .damaged && told.text.contains("entry 2 of the log of gap"), "\(told)")
        #expect(try gap.entries(3..<5).count == 2)
        let end = try log("end")
        try cluster.psql("DELETE FROM end_log.entry WHERE sequence = 4", place.database)
        #expect(refusal { _ = try end.entries(0..<9) }.code == .damaged)
        let headless = try log("headless")
        try cluster.psql("DELETE FROM headless_log.head", place.database)
        #expect(refusal { _ = try headless.head() }.code == .damaged)
        #expect(refusal { _ = try headless.entries(0..<1) }.code == .damaged)
        _ = try log("newer")
        try cluster.psql("UPDATE newer_log.head SET version = 2", place.database)
        let newer = refusal { _ = try place.engine().openLog(CompartmentName("newer"), create: false) }
        #expect(newer.code == .version, "\(newer)")
    }
}
