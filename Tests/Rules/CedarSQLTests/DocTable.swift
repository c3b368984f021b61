import Cedar
import CedarCases
import CedarSQL
import GRDB
import SeededGeneration

/// A list of documents in SQLite, made from the entities that the evaluator sees, with its column map.
struct DocTable {
    /// What of a document hangs on its label alone, where labels are used.
    static let labelAttributes: Set<CedarString> = ["secret", "title", "readers"]

    let schema: Schema
    let store: Entities
    let docs: [EntityUID]
    let labels: [RowLabel]
    let database: DatabaseQueue

    static func map(hasLabels: Bool) throws -> ColumnMap {
        func name(_ text: String) throws -> SQLName { try SQLName(text) }
        func column(_ text: String, isNullable: Bool = false) throws -> ColumnMap.Attribute {
            .column(try name(text), isNullable: isNullable)
        }
        var attributes: [[String]: ColumnMap.Attribute] = [
            ["size"]: try column("size"), ["owner"]: try column("owner"),
            ["folder"]: try column("folder", isNullable: true), ["made"]: try column("made"),
            ["price"]: try column("price"), ["kept"]: try column("kept"), ["meta", "kind"]: try column("kind"),
            ["meta", "page"]: try column("page", isNullable: true), ["note"]: try column("note", isNullable: true),
            ["count"]: try column("count", isNullable: true), ["draft"]: try column("draft", isNullable: true),
            ["area"]: .record(isPresent: try name("has_area")), ["area", "code"]: try column("code", isNullable: true),
            ["owner", "age"]: try column("owner_age", isNullable: true),
            ["owner", "name"]: try column("owner_name", isNullable: true),
            ["owner", "manager"]: try column("owner_manager", isNullable: true),
            ["folder", "open"]: try column("folder_open", isNullable: true),
            ["words"]: .table(SetTable(try name("doc_word"), owner: try name("doc"), value: try name("word"))),
            ["marks"]: .array(try name("marks"), isNullable: true),
        ]
        if !hasLabels {
            attributes[["secret"]] = try column("secret")
            attributes[["title"]] = try column("title")
            attributes[["readers"]] = .array(try name("readers"), isNullable: false)
        }
        func closure(_ table: String) throws -> ColumnMap.ClosureTable {
            .init(
                try name(table),
                descendant: try name("descendant"),
                ancestor: try name("ancestor"),
                type: .column(try name("type"))
            )
        }
        var closures: [EntityTypeName: [ColumnMap.ClosureTable]] = [
            "User": [try closure("user_in")], "Folder": [try closure("folder_in")], "Group": [try closure("group_in")],
        ]
        if !hasLabels { closures["Doc"] = [try closure("doc_in")] }
        return ColumnMap(
            .resource,
            row: try name("doc"),
            id: try name("id"),
            attributes: attributes,
            closures: closures,
            tags: .init(try name("doc_tag"), owner: try name("doc"), key: try name("key"), value: try name("value")),
            labels: hasLabels
                ? .init(try name("label_id"), attributes: labelAttributes, fixesAncestors: true) : nil
        )
    }

    private typealias SetTable = ColumnMap.SetTable

    /// `count` documents, with one of a few labels each if there are labels.
    init(seed: UInt64, count: Int, hasLabels: Bool) throws {
        schema = try CaseSchema.schema()
        docs = (0..<count).map { EntityUID(type: "Doc", id: "d\($0)") }
        var writer = StoreWriter(seed: seed)
        var entities = try writer.entities(docs: docs, schema: schema).all
        var labels: [RowLabel] = []
        if hasLabels {
            var samples: [Entity] = []
            for number in 0..<8 { samples.append(try writer.doc(EntityUID(type: "Doc", id: "sample \(number)"))) }
            let stored = try Entities(entities + samples)
            labels = samples.enumerated().map { number, sample -> RowLabel in
                var fixed = Cedar.Record()
                for name in Self.labelAttributes { fixed[name] = sample.attributes[name] }
                return RowLabel(id: Int64(number), attributes: fixed, ancestors: stored.ancestors(of: sample.uid))
            }
            for (index, entity) in entities.enumerated() where entity.uid.type == "Doc" {
                let number = writer.generator.below(labels.count)
                var attributes = entity.attributes
                for (name, value) in labels[number].attributes.sorted { attributes[name] = value }
                attributes["labelNumber"] = .long(Int64(number))
                entities[index] = Entity(
                    uid: entity.uid,
                    attributes: attributes,
                    parents: samples[number].parents,
                    tags: entity.tags
                )
            }
        }
        self.labels = labels
        let written = try Entities(entities)
        database = try DatabaseQueue()
        let docs = docs
        let schema = schema
        try database.write { database in
            try Self.create(database)
            for uid in docs { try Self.insert(uid, written, database) }
            try Self.insertClosures(written, database)
        }
        // The number of the label is the row's alone; the policies know nothing of it.
        store = try Entities(
            written.all.map { entity in
                var attributes = entity.attributes
                attributes["labelNumber"] = nil
                return Entity(uid: entity.uid, attributes: attributes, parents: entity.parents, tags: entity.tags)
            }
        )
        _ = schema
    }

    private static func create(_ database: Database) throws {
        // A column that ignores case by default must not change what equality means.
        try database.execute(
            sql: """
                CREATE TABLE doc (
                    id TEXT PRIMARY KEY, label_id INTEGER, size INTEGER NOT NULL, title TEXT NOT NULL COLLATE NOCASE,
                    secret INTEGER NOT NULL, owner TEXT NOT NULL, folder TEXT, made INTEGER NOT NULL, price INTEGER NOT NULL,
                    kept INTEGER NOT NULL, kind TEXT NOT NULL, page INTEGER, note TEXT, count INTEGER, draft INTEGER,
                    has_area INTEGER NOT NULL, code INTEGER, owner_age INTEGER, owner_name TEXT, owner_manager TEXT,
                    folder_open INTEGER, marks TEXT, readers TEXT NOT NULL
                );
                CREATE TABLE doc_word (doc TEXT NOT NULL, word TEXT NOT NULL COLLATE NOCASE);
                CREATE TABLE doc_tag (doc TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (doc, key));
                CREATE TABLE user_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE folder_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE group_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE doc_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                """
        )
    }

    private static func insert(_ uid: EntityUID, _ store: Entities, _ database: Database) throws {
        guard let doc = store[uid] else { return }
        func sql(_ value: Value?) -> (any DatabaseValueConvertible)? {
            switch value {
            case .bool(let truth): truth ? 1 : 0
            case .long(let number): number
            case .string(let text): text.text
            case .entity(let uid): uid.id.text
            case .decimal(let number): number.scaled
            case .datetime(let moment): moment.milliseconds
            case .duration(let length): length.milliseconds
            default: nil
            }
        }
        func field(_ name: CedarString, _ inner: CedarString) -> Value? {
            if case .record(let record) = doc.attributes[name] { record[inner] } else { nil }
        }
        func through(_ name: CedarString, _ attribute: CedarString) -> Value? {
            guard case .entity(let other) = doc.attributes[name] else { return nil }
            return store[other]?.attributes[attribute]
        }
        func array(_ value: Value?) throws -> String? {
            guard case .set(let members) = value else { return nil }
            let items = members.map { member -> String in
                switch member {
                case .long(let number): "\(number)"
                case .entity(let uid): Self.json(uid.id.text)
                default: "null"
                }
            }
            return "[" + items.joined(separator: ",") + "]"
        }
        let attributes = doc.attributes
        let row: [(String, (any DatabaseValueConvertible)?)] = [
            ("id", uid.id.text), ("label_id", sql(attributes["labelNumber"])), ("size", sql(attributes["size"])),
            ("title", sql(attributes["title"])), ("secret", sql(attributes["secret"])),
            ("owner", sql(attributes["owner"])), ("folder", sql(attributes["folder"])),
            ("made", sql(attributes["made"])), ("price", sql(attributes["price"])), ("kept", sql(attributes["kept"])),
            ("kind", sql(field("meta", "kind"))), ("page", sql(field("meta", "page"))),
            ("note", sql(attributes["note"])),
            ("count", sql(attributes["count"])), ("draft", sql(attributes["draft"])),
            ("has_area", attributes["area"] == nil ? 0 : 1), ("code", sql(field("area", "code"))),
            ("owner_age", sql(through("owner", "age"))), ("owner_name", sql(through("owner", "name"))),
            ("owner_manager", sql(through("owner", "manager"))), ("folder_open", sql(through("folder", "open"))),
            ("marks", try array(attributes["marks"])), ("readers", try array(attributes["readers"])),
        ]
        let names = row.map(\.0).joined(separator: ", ")
        let marks = row.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO doc (\(names)) VALUES (\(marks))",
            arguments: StatementArguments(row.map(\.1))
        )
        if case .set(let words) = attributes["words"] {
            for word in words {
                try database.execute(sql: "INSERT INTO doc_word VALUES (?, ?)", arguments: [uid.id.text, sql(word)])
            }
        }
        for (key, value) in doc.tags.sorted {
            try database.execute(
                sql: "INSERT INTO doc_tag VALUES (?, ?, ?)",
                arguments: [uid.id.text, key.text, sql(value)]
            )
        }
    }

    private static func insertClosures(_ store: Entities, _ database: Database) throws {
        let tables = ["User": "user_in", "Folder": "folder_in", "Group": "group_in", "Doc": "doc_in"]
        for entity in store.all {
            guard let table = tables[entity.uid.type.description] else { continue }
            for ancestor in store.ancestors(of: entity.uid) {
                try database.execute(
                    sql: "INSERT INTO \(table) VALUES (?, ?, ?)",
                    arguments: [entity.uid.id.text, ancestor.id.text, ancestor.type.description]
                )
            }
        }
    }

    private static func json(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// The ids that the condition selects.
    func selected(_ predicate: SQLPredicate) throws -> Set<String> {
        let arguments = predicate.parameters.map { value -> any DatabaseValueConvertible in
            switch value {
            case .integer(let number): number
            case .text(let text): text
            }
        }
        return try database.read { database in
            let sql = "SELECT id FROM doc WHERE \(predicate.sql)"
            return Set(try String.fetchAll(database, sql: sql, arguments: StatementArguments(arguments)))
        }
    }
}
