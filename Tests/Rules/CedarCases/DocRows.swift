public import Cedar
public import CedarSQL
internal import SeededGeneration

/// A list of documents as rows of tables, made from the entities that the evaluator sees, with its column map.
public struct DocRows: Sendable {
    /// A value of a row.
    public enum Cell: Sendable {
        /// Absent.
        case null
        /// A whole number.
        case integer(Int64)
        /// A text.
        case text(String)
        /// A truth value.
        case truth(Bool)
        /// A JSON array.
        case json(String)
    }

    /// What of a document hangs on its label alone, where labels are used.
    static let labelAttributes: Set<CedarString> = ["secret", "title", "readers"]

    /// The schema of the policies.
    public let schema: Schema
    /// What the evaluator sees.
    public let store: Entities
    /// The documents, in the order of their rows.
    public let docs: [EntityUID]
    /// The labels, if there are any.
    public let labels: [RowLabel]
    /// The rows of each table, in the order of its columns.
    public let rows: [String: [[Cell]]]

    /// The column map of these tables, where `row` is what the query calls `doc`.
    public static func map(row: String, hasLabels: Bool) throws -> ColumnMap {
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
            row: try name(row),
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
    public init(seed: UInt64, count: Int, hasLabels: Bool) throws {
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
        var rows: [String: [[Cell]]] = [:]
        for uid in docs {
            guard let doc = written[uid] else { continue }
            rows["doc", default: []].append(try Self.row(doc, written))
            let id = Cell.text(uid.id.text)
            if case .set(let words) = doc.attributes["words"] {
                for word in words { rows["doc_word", default: []].append([id, Self.cell(word)]) }
            }
            for (key, value) in doc.tags.sorted {
                rows["doc_tag", default: []].append([id, .text(key.text), Self.cell(value)])
            }
        }
        let tables = ["User": "user_in", "Folder": "folder_in", "Group": "group_in", "Doc": "doc_in"]
        for entity in written.all {
            guard let table = tables[entity.uid.type.description] else { continue }
            for ancestor in written.ancestors(of: entity.uid) {
                rows[table, default: []].append([
                    .text(entity.uid.id.text), .text(ancestor.id.text), .text(ancestor.type.description),
                ])
            }
        }
        self.rows = rows
        // The number of the label is the row's alone; the policies know nothing of it.
        store = try Entities(
            written.all.map { entity in
                var attributes = entity.attributes
                attributes["labelNumber"] = nil
                return Entity(uid: entity.uid, attributes: attributes, parents: entity.parents, tags: entity.tags)
            }
        )
    }

    /// The columns of `doc`, in the order of its rows.
    public static let columns = [
        "id", "label_id", "size", "title", "secret", "owner", "folder", "made", "price", "kept", "kind", "page", "note",
        "count", "draft", "has_area", "code", "owner_age", "owner_name", "owner_manager", "folder_open", "marks",
        "readers",
    ]

    private static func row(_ doc: Entity, _ store: Entities) throws -> [Cell] {
        func field(_ name: CedarString, _ inner: CedarString) -> Value? {
            if case .record(let record) = doc.attributes[name] { record[inner] } else { nil }
        }
        func through(_ name: CedarString, _ attribute: CedarString) -> Value? {
            guard case .entity(let other) = doc.attributes[name] else { return nil }
            return store[other]?.attributes[attribute]
        }
        func array(_ value: Value?) -> Cell {
            guard case .set(let members) = value else { return .null }
            let items = members.map { member -> String in
                switch member {
                case .long(let number): "\(number)"
                case .entity(let uid): Self.json(uid.id.text)
                default: "null"
                }
            }
            return .json("[" + items.joined(separator: ",") + "]")
        }
        let attributes = doc.attributes
        return [
            .text(doc.uid.id.text), cell(attributes["labelNumber"]), cell(attributes["size"]),
            cell(attributes["title"]), cell(attributes["secret"]), cell(attributes["owner"]),
            cell(attributes["folder"]), cell(attributes["made"]), cell(attributes["price"]), cell(attributes["kept"]),
            cell(field("meta", "kind")), cell(field("meta", "page")), cell(attributes["note"]),
            cell(attributes["count"]), cell(attributes["draft"]), .truth(attributes["area"] != nil),
            cell(field("area", "code")), cell(through("owner", "age")), cell(through("owner", "name")),
            cell(through("owner", "manager")), cell(through("folder", "open")), array(attributes["marks"]),
            array(attributes["readers"]),
        ]
    }

    private static func cell(_ value: Value?) -> Cell {
        switch value {
        case .bool(let truth): .truth(truth)
        case .long(let number): .integer(number)
        case .string(let text): .text(text.text)
        case .entity(let uid): .text(uid.id.text)
        case .decimal(let number): .integer(number.scaled)
        case .datetime(let moment): .integer(moment.milliseconds)
        case .duration(let length): .integer(length.milliseconds)
        default: .null
        }
    }

    private static func json(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
