public import Cedar

/// Where the facts about the entities of a list stand in a database. One row of ``row`` is one entity; the entity is in the store.
///
/// What a map must keep to, and nothing can check here:
/// - Long, datetime and duration stand as 64-bit integers, times in milliseconds; decimal as ten-thousandths; Bool as a truth value, in
///   SQLite as 0 and 1; String and the id of an entity as text without U+0000, unchanged by the column's type.
/// - A column that is not nullable holds no NULL. A value in a set or a tag is never NULL. A tag's key stands once for each entity.
/// - A closure table holds every pair of entity and ancestor.
///
/// Texts are compared by bytes whatever the collation of a column is. In PostgreSQL an index serves that only where the column is
/// declared `COLLATE "C"`.
public struct ColumnMap: Sendable {
    /// Where an attribute stands.
    public enum Attribute: Hashable, Sendable {
        /// In a column of the row; NULL where the attribute is absent.
        case column(SQLName, isNullable: Bool)
        /// A record, whose fields are mapped themselves; with a column that tells whether it is there, when it may be absent.
        case record(isPresent: SQLName?)
        /// A set in a table of its own.
        case table(SetTable)
        /// A set as a JSON array in a column of the row (`jsonb` in PostgreSQL); NULL where the attribute is absent.
        case array(SQLName, isNullable: Bool)
    }

    /// A table of pairs: the id of the row, a member of its set.
    public struct SetTable: Hashable, Sendable {
        let table: SQLName
        let owner: SQLName
        let value: SQLName
        let isPresent: SQLName?

        /// A table; `isPresent` names a truth column of the row, for a set that may be absent.
        public init(_ table: SQLName, owner: SQLName, value: SQLName, isPresent: SQLName? = nil) {
            self.table = table
            self.owner = owner
            self.value = value
            self.isPresent = isPresent
        }
    }

    /// A table of pairs: the id of an entity, the id of one of its ancestors.
    public struct ClosureTable: Hashable, Sendable {
        /// How the type of an ancestor is told.
        public enum AncestorType: Hashable, Sendable {
            /// By a column with the full name of the type.
            case column(SQLName)
            /// All are of this type.
            case only(EntityTypeName)
        }

        let table: SQLName
        let descendant: SQLName
        let ancestor: SQLName
        let type: AncestorType

        /// A table.
        public init(_ table: SQLName, descendant: SQLName, ancestor: SQLName, type: AncestorType) {
            self.table = table
            self.descendant = descendant
            self.ancestor = ancestor
            self.type = type
        }
    }

    /// A table of triples: the id of the row, the key of a tag, its value.
    public struct TagTable: Hashable, Sendable {
        let table: SQLName
        let owner: SQLName
        let key: SQLName
        let value: SQLName

        /// A table.
        public init(_ table: SQLName, owner: SQLName, key: SQLName, value: SQLName) {
            self.table = table
            self.owner = owner
            self.key = key
            self.value = value
        }
    }

    /// Interned labels: rows with the same label have the same values of some attributes, and where said the same ancestors. What hangs
    /// on these alone is decided once for each label, outside the database.
    public struct LabelColumn: Hashable, Sendable {
        let column: SQLName
        let attributes: Set<CedarString>
        let fixesAncestors: Bool

        /// An integer column of the row with the number of its label, and which attributes of the entity a label fixes.
        public init(_ column: SQLName, attributes: Set<CedarString>, fixesAncestors: Bool = false) {
            self.column = column
            self.attributes = attributes
            self.fixesAncestors = fixesAncestors
        }
    }

    /// The variable that stands for the entity of a row: the resource, or the principal.
    public let variable: Variable
    /// The table, or its alias in the query.
    public let row: SQLName
    /// The column with the id of the entity.
    public let id: SQLName
    /// Where attributes stand, by the way from ``variable`` to them; a way may lead on through other entities, where a nullable column
    /// then is NULL when the entity on the way is not in the store.
    public let attributes: [AccessPath: Attribute]
    /// Where the ancestors of entities of a type stand.
    public let closures: [EntityTypeName: [ClosureTable]]
    /// Where the tags of the row's entity stand.
    public let tags: TagTable?
    /// Interned labels, if there are any.
    public let labels: LabelColumn?

    /// A map. Of `attributes` the key is the way from the variable, such as `["meta", "kind"]`.
    public init(
        _ variable: Variable = .resource,
        row: SQLName,
        id: SQLName,
        attributes: [[String]: Attribute],
        closures: [EntityTypeName: [ClosureTable]] = [:],
        tags: TagTable? = nil,
        labels: LabelColumn? = nil
    ) {
        self.variable = variable
        self.row = row
        self.id = id
        var byPath: [AccessPath: Attribute] = [:]
        for (names, attribute) in attributes {
            byPath[AccessPath(variable, names.map { .attribute(CedarString($0)) })] = attribute
        }
        self.attributes = byPath
        self.closures = closures
        self.tags = tags
        self.labels = labels
    }
}
