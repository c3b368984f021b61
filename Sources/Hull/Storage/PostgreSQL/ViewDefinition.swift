/// A schema of views as JSON: what the function that makes tables is told, and what is compared to see whether they are made already.
enum ViewDefinition {
    static func text(_ schema: ViewSchema) -> String {
        object([
            ("store", "\(PreparationScript.version)"), ("version", "\(schema.version)"),
            ("tables", list(schema.tables.map { table($0, schema) })),
        ])
    }

    private static func table(_ table: ViewTable, _ schema: ViewSchema) -> String {
        let columns = table.columns.map {
            object([("name", text($0.name)), ("type", text($0.type.rawValue)), ("nullable", "\($0.isNullable)")])
        }
        var members = [
            ("name", text(table.name)), ("columns", list(columns)), ("key", list(table.key.map(text))),
            ("indexes", list(table.indexes.map { list($0.map(text)) })), ("searched", list(table.searched.map(text))),
        ]
        if let label = table.label { members.append(("label", text(label))) }
        if let owner = table.owner, let owning = schema.tables.first(where: { $0.name == owner.table }) {
            let owner = object([
                ("table", text(owner.table)), ("key", list(owning.key.map(text))),
                ("columns", list(owner.columns.map(text))),
            ])
            members.append(("owner", owner))
        }
        return object(members)
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(text($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }

    private static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ", ") + "]" }

    /// Names are letters, digits and underscores: nothing is to be escaped.
    private static func text(_ name: String) -> String { "\"\(name)\"" }
}
