internal import Cedar

extension ColumnMap {
    /// Why the map does not fit the entities of a type; empty when it does.
    func problems(_ schema: Schema, _ environment: RequestEnvironment) -> [String] {
        guard variable == .resource || variable == .principal else {
            return ["a row can stand for the principal or the resource, not for `\(variable)`"]
        }
        var problems: [String] = []
        if row.description.hasPrefix(SQLName.aliasPrefix) {
            problems.append("the row must not be called `\(row)`: names with `\(SQLName.aliasPrefix)` are taken")
        }
        let type = variable == .resource ? environment.resource : environment.principal
        for (path, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
            problems += self.problems(path, attribute, of: type, schema)
        }
        for name in (labels?.attributes ?? []).sorted() {
            if schema.entityType(type)?.shape.attributes[name] == nil {
                problems.append("a label fixes `\(variable).\(name)`, and a `\(type)` has no such attribute")
            }
            if attributes.keys.contains(where: { $0.steps.first == .attribute(name) }) {
                problems.append("`\(variable).\(name)` is mapped twice: to a column, and to the label")
            }
        }
        return problems
    }

    private func problems(
        _ path: AccessPath,
        _ attribute: Attribute,
        of type: EntityTypeName,
        _ schema: Schema
    ) -> [String] {
        guard let found = Self.find(path, of: type, schema) else { return ["there is no attribute `\(path)`"] }
        var problems: [String] = []
        let isRequired = found.isRequired && !found.leadsThroughEntities
        switch (attribute, found.type) {
        case (.column(_, let isNullable), .bool), (.column(_, let isNullable), .long),
            (.column(_, let isNullable), .string), (.column(_, let isNullable), .entity),
            (.column(_, let isNullable), .extension(.decimal)), (.column(_, let isNullable), .extension(.datetime)),
            (.column(_, let isNullable), .extension(.duration)):
            if isNullable, isRequired { problems.append("`\(path)` is required, so its column must not be nullable") }
        case (.record(let isPresent), .record):
            if (isPresent == nil) != isRequired {
                problems.append(
                    isRequired
                        ? "`\(path)` is required and needs no column that tells so"
                        : "`\(path)` may be absent; name a column that tells when it is there"
                )
            }
        case (.table(let table), .set(let element)):
            if !Self.isStorable(element) {
                problems.append("no column holds the members of `\(path)`, of type \(element)")
            }
            if found.leadsThroughEntities { problems.append("`\(path)`: a set in a table must be the row's own") }
            if (table.isPresent == nil) != found.isRequired {
                problems.append(
                    found.isRequired
                        ? "`\(path)` is required and needs no column that tells so"
                        : "`\(path)` may be absent; name a column that tells when it is there"
                )
            }
        case (.array(_, let isNullable), .set(let element)):
            if !Self.isStorable(element) {
                problems.append("no column holds the members of `\(path)`, of type \(element)")
            }
            if isNullable, isRequired { problems.append("`\(path)` is required, so its column must not be nullable") }
        default: problems.append("`\(path)` is of type \(found.type), which cannot be mapped so")
        }
        return problems
    }

    /// Truth values in sets are left out: nobody asks of them, and the databases disagree on their form.
    private static func isStorable(_ type: SchemaType) -> Bool {
        switch type {
        case .long, .string, .entity, .extension(.decimal), .extension(.datetime), .extension(.duration): true
        default: false
        }
    }

    private static func find(
        _ path: AccessPath,
        of type: EntityTypeName,
        _ schema: Schema
    ) -> (type: SchemaType, isRequired: Bool, leadsThroughEntities: Bool)? {
        var current = SchemaType.entity(type)
        var isRequired = true
        var entities = 0
        for step in path.steps {
            guard case .attribute(let name) = step else { return nil }
            let shape: RecordShape?
            switch current {
            case .entity(let name):
                shape = schema.entityType(name)?.shape
                entities += 1
            case .record(let fields): shape = fields
            default: shape = nil
            }
            guard let attribute = shape?.attributes[name] else { return nil }
            current = attribute.type
            isRequired = isRequired && attribute.isRequired
        }
        return path.steps.isEmpty ? nil : (current, isRequired, entities > 1)
    }
}
