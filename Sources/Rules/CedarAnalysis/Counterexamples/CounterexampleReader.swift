internal import CZ3
internal import Cedar

/// Writes what a model says down as a request and entities.
struct CounterexampleReader {
    let reader: ModelReader
    let schema: Schema
    let environment: RequestEnvironment
    let storeIsComplete: Bool

    func read() throws(Z3Failure) -> (request: Request, entities: [Entity]) {
        let named = try reader.named()
        let request = Request(
            principal: try variable(.principal, environment.principal),
            action: environment.action,
            resource: try variable(.resource, environment.resource),
            context: try record(environment.context, Function.Path(), [], []) { .context($0) }
        )
        var written: [EntityUID: Entity] = [:]
        var open = referenced(by: .record(request.context)) + [request.principal, request.resource]
        open += named.sorted()
        var position = 0
        while !open.isEmpty || position < reader.entities.count {
            let uid: EntityUID
            if let next = open.popLast() {
                uid = next
            } else {
                uid = reader.entities[position]
                position += 1
            }
            guard written[uid] == nil, let type = schema.entityType(uid.type) else { continue }
            guard written.count < ModelReader.entitiesMax else {
                throw Z3Failure(message: "the model names more than \(ModelReader.entitiesMax) entities")
            }
            guard type.ids == nil else {
                written[uid] = Entity(uid: uid)
                continue
            }
            guard try isStored(uid) else { continue }
            let entity = try row(uid, type, isNamed: named.contains(uid))
            written[uid] = entity
            open += referenced(by: .record(entity.attributes)) + referenced(by: .record(entity.tags)) + entity.parents
        }
        return (request, written.values.sorted { $0.uid < $1.uid } + schema.actionEntities)
    }

    private func variable(_ variable: Variable, _ type: EntityTypeName) throws(Z3Failure) -> EntityUID {
        let function = Function(meaning: .variable(variable), domain: [], range: .entity(type))
        guard let declaration = reader.function(function) else { return defaultEntity(type) }
        return try reader.entity(try reader.encoder.apply(declaration, []), type)
    }

    private func isStored(_ uid: EntityUID) throws(Z3Failure) -> Bool {
        guard !storeIsComplete, let element = reader.element(uid) else { return true }
        let function = Function(meaning: .exists(uid.type), domain: [.entity(uid.type)], range: .bool)
        guard let declaration = reader.function(function) else { return true }
        return try reader.model.truth(of: try reader.encoder.apply(declaration, [element]))
    }

    private func row(_ uid: EntityUID, _ type: Schema.EntityType, isNamed: Bool) throws(Z3Failure) -> Entity {
        let sort = Sort.entity(uid.type)
        let arguments = reader.element(uid).map { [$0] }
        let attributes = try record(type.shape, Function.Path(), [sort], arguments) { .attribute(uid.type, $0) }
        var parents: Set<EntityUID> = []
        var tags: [CedarString: Value] = [:]
        if isNamed, let arguments {
            for (function, declaration) in reader.encoder.functions {
                guard case .ancestors(uid.type, _) = function.meaning else { continue }
                let above = try reader.value(try reader.encoder.apply(declaration, arguments), function.range)
                if case .set(let members) = above {
                    for case .entity(let parent) in members { parents.insert(parent) }
                }
            }
        }
        if let tagType = type.tags, let arguments {
            let domain = [sort, Sort.text]
            let presence = Function(
                meaning: .tag(uid.type, Function.Path().presence),
                domain: domain,
                range: .bool
            )
            if let declaration = reader.function(presence) {
                for (key, text) in try reader.knownTexts() {
                    guard try reader.model.truth(of: try reader.encoder.apply(declaration, arguments + [key])) else {
                        continue
                    }
                    tags[text] = try value(tagType, Function.Path(), domain, arguments + [key]) { .tag(uid.type, $0) }
                }
            }
        }
        return Entity(uid: uid, attributes: attributes, parents: parents, tags: Record(tags))
    }

    // MARK: Leaves

    /// Without arguments the entity is none of the model's, and every leaf is the least of its type.
    private func value(
        _ type: SchemaType,
        _ path: Function.Path,
        _ domain: [Sort],
        _ arguments: [Z3_ast]?,
        _ meaning: (Function.Path) -> Function.Meaning
    ) throws(Z3Failure) -> Value {
        if case .record(let shape) = type { return .record(try record(shape, path, domain, arguments, meaning)) }
        let function = Function(meaning: meaning(path), domain: domain, range: Sort(type))
        guard let arguments, let declaration = reader.function(function) else { return defaultValue(type) }
        return try reader.value(try reader.encoder.apply(declaration, arguments), Sort(type))
    }

    private func record(
        _ shape: RecordShape,
        _ path: Function.Path,
        _ domain: [Sort],
        _ arguments: [Z3_ast]?,
        _ meaning: (Function.Path) -> Function.Meaning
    ) throws(Z3Failure) -> Record {
        var fields: [CedarString: Value] = [:]
        for (name, attribute) in shape.attributes {
            let inner = path.appending(name)
            if !attribute.isRequired {
                let presence = Function(meaning: meaning(inner.presence), domain: domain, range: .bool)
                guard let arguments, let declaration = reader.function(presence),
                    try reader.model.truth(of: try reader.encoder.apply(declaration, arguments))
                else { continue }
            }
            fields[name] = try value(attribute.type, inner, domain, arguments, meaning)
        }
        return Record(fields)
    }

    private func defaultValue(_ type: SchemaType) -> Value {
        switch type {
        case .bool: return .bool(false)
        case .long: return .long(0)
        case .string: return .string(ModelReader.otherID)
        case .set: return .set([])
        case .entity(let name): return .entity(defaultEntity(name))
        case .extension(.decimal): return .decimal(DecimalValue(scaled: 0))
        case .extension(.datetime): return .datetime(DatetimeValue(milliseconds: 0))
        case .extension(.duration): return .duration(DurationValue(milliseconds: 0))
        case .extension(.ipaddr): return (try? IPRange(parsing: "0.0.0.0")).map { .ip($0) } ?? .bool(false)
        case .record(let shape):
            return .record(
                Record(shape.attributes.filter(\.value.isRequired).mapValues { defaultValue($0.type) })
            )
        }
    }

    private func defaultEntity(_ type: EntityTypeName) -> EntityUID {
        let ids = schema.entityType(type)?.ids ?? reader.encoder.sorts.members(type)?.map(\.id)
        return EntityUID(type: type, id: ids?.first ?? ModelReader.otherID)
    }

    private func referenced(by value: Value) -> [EntityUID] {
        switch value {
        case .entity(let uid): [uid]
        case .set(let members): members.flatMap { referenced(by: $0) }
        case .record(let record): record.sorted.flatMap { referenced(by: $0.value) }
        default: []
        }
    }
}
