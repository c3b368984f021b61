extension DataReader {
    mutating func entities(_ root: JSONNode) -> [(entity: Entity, node: JSONNode, path: String)] {
        guard case .array(let nodes) = root.kind else {
            report("expected an array of entities, found \(root.typeName)", root, "$")
            return []
        }
        var entities: [(entity: Entity, node: JSONNode, path: String)] = []
        for (index, node) in nodes.enumerated() {
            let path = "$[\(index)]"
            do throws(Reported) {
                entities.append((try entity(node, path), node, path))
            } catch {}
        }
        return entities
    }

    private mutating func entity(_ node: JSONNode, _ path: String) throws(Reported) -> Entity {
        let parts = try members(
            node,
            path,
            known: ["uid", "attrs", "parents", "tags"],
            required: ["uid", "attrs", "parents"]
        )
        guard let uidNode = parts["uid"], let attributesNode = parts["attrs"], let parentsNode = parts["parents"] else {
            throw Reported()
        }
        let uid = try uid(uidNode, path + ".uid")
        let shape = schema?.entityType(uid.type)
        let attributes = try record(attributesNode, path + ".attrs", shape.map { .record($0.shape) })
        var tags = Record()
        if let tagsNode = parts["tags"] { tags = try tagRecord(tagsNode, path + ".tags", each: shape?.tags) }
        guard case .array(let parentNodes) = parentsNode.kind else {
            throw refuse("expected an array, found \(parentsNode.typeName)", parentsNode, path + ".parents")
        }
        var parents: Set<EntityUID> = []
        for (index, parent) in parentNodes.enumerated() {
            let place = "\(path).parents[\(index)]"
            let found = try self.uid(parent, place)
            if uid.type.isAction, !found.type.isAction {
                report("`\(found)` is no action, so no action can be in it", parent, place)
            }
            parents.insert(found)
        }
        return Entity(uid: uid, attributes: attributes, parents: parents, tags: tags)
    }

    mutating func record(_ node: JSONNode, _ path: String, _ expected: SchemaType?) throws(Reported) -> Record {
        guard case .object(let fields) = node.kind else {
            throw refuse("expected an object, found \(node.typeName)", node, path)
        }
        return try record(fields, path, as: expected)
    }

    private mutating func tagRecord(_ node: JSONNode, _ path: String, each: SchemaType?) throws(Reported) -> Record {
        guard case .object(let fields) = node.kind else {
            throw refuse("expected an object, found \(node.typeName)", node, path)
        }
        var record: [CedarString: Value] = [:]
        for field in fields { record[field.key] = try value(field.value, Self.path(path, field.key), as: each) }
        return Record(record)
    }
}

extension Entities {
    /// Reads entities from their JSON form: an array of `{uid, attrs, parents, tags?}`. With a schema the escapes `__entity` and
    /// `__extn` may be left out, the actions of the schema are added, and every entity must conform to the schema.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public init(json bytes: [UInt8], schema: Schema? = nil, file: String = "entities.json") throws(CedarErrors) {
        let root: JSONNode
        do throws(ParseError) {
            root = try JSONNode(parsing: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        var reader = DataReader(file: file, schema: schema)
        let found = reader.entities(root)
        var seen: [EntityUID: Entity] = [:]
        for (entity, node, path) in found {
            if let known = seen.updateValue(entity, forKey: entity.uid), known != entity {
                reader.report("the entity `\(entity.uid)` stands twice with different contents", node, path)
            }
            for problem in schema?.problems(of: entity) ?? [] { reader.report(problem, node, path) }
        }
        guard reader.errors.isEmpty else { throw CedarErrors(reader.errors) }
        do throws(CedarErrors) {
            try self.init(
                found.map(\.entity).filter { !(schema != nil && $0.uid.type.isAction) } + (schema?.actionEntities ?? [])
            )
        } catch {
            throw CedarErrors(error.errors.map { ParseError(file: file, range: $0.range, message: $0.message) })
        }
    }
}
