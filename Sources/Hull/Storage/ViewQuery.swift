/// What one who asks may see of a table: rows by their labels, each group under its own condition. It is made from a decision, and
/// no query is asked without one.
public struct Admission: Hashable, Sendable {
    /// Labels that stand under the same condition.
    public struct Group: Hashable, Sendable {
        /// The numbers of the labels.
        public let labels: [Int64]
        /// What else a row has to meet; nil where the label alone admits it.
        public let condition: Condition?

        /// A group.
        public init(labels: [Int64], condition: Condition? = nil) {
            self.labels = labels
            self.condition = condition
        }
    }

    /// A condition over the columns of a row in the engine's language: true or false of every row, never NULL.
    public struct Condition: Hashable, Sendable {
        /// The text; it names the table by ``Admission/rowAlias``.
        public let sql: String
        /// The values of its placeholders, in order.
        public let parameters: [ViewValue]

        /// A condition. The text is never made from what a user wrote; values are bound.
        public init(sql: String, parameters: [ViewValue]) {
            self.sql = sql
            self.parameters = parameters
        }
    }

    /// What conditions call the table that is read.
    public static let rowAlias = "item"

    /// The groups. A label is in one of them at most.
    public let groups: [Group]

    /// What is admitted; nothing else is.
    public init(_ groups: [Group]) { self.groups = groups }

    /// All labels of all groups: what row-level security admits as the second lock.
    public var labels: [Int64] { groups.flatMap(\.labels) }
}

/// A question to one table.
public struct ViewQuery: Hashable, Sendable {
    /// What a value of a column is held against: one of the column's type. JSON documents are neither matched nor ordered.
    public struct Match: Hashable, Sendable {
        /// How.
        public enum Comparison: String, Hashable, Sendable {
            /// The same value; absent matches absent.
            case equal
            /// Less. Absent values are neither less nor greater than any.
            case less
            /// Less or the same.
            case atMost
            /// Greater.
            case greater
            /// Greater or the same.
            case atLeast
            /// A text that begins with this one.
            case hasPrefix
        }

        /// The column.
        public let column: String
        /// How.
        public let comparison: Comparison
        /// The values, one of which has to match: at most 500.
        public let values: [ViewValue]

        /// A match.
        public init(_ column: String, _ comparison: Comparison, _ values: [ViewValue]) {
            self.column = column
            self.comparison = comparison
            self.values = values
        }
    }

    /// A column that orders rows.
    public struct Order: Hashable, Sendable {
        /// The column.
        public let column: String
        /// Greatest first.
        public let isDescending: Bool

        /// An order.
        public init(_ column: String, descending: Bool = false) {
            self.column = column
            isDescending = descending
        }
    }

    /// The table.
    public let table: String
    /// The columns to read, in this order.
    public let columns: [String]
    /// What the asker looks for; all have to hold. At most 100.
    public let matches: [Match]
    /// The columns that order rows. The key follows them, so that the order is total; it runs as the last of them does, so that one index
    /// serves both. Absent values come before all others, in a descending order after them; texts and bytes go by bytes.
    public let order: [Order]
    /// The values of `order` and the key of the last row of the page before.
    public let after: [ViewValue]?
    /// How many rows at most: from 1 to ``limitMax``.
    public let limit: Int

    /// The most rows of one answer.
    public static let limitMax = 10_000

    /// A question.
    public init(
        _ table: String,
        columns: [String],
        matches: [Match] = [],
        order: [Order] = [],
        after: [ViewValue]? = nil,
        limit: Int
    ) {
        self.table = table
        self.columns = columns
        self.matches = matches
        self.order = order
        self.after = after
        self.limit = limit
    }
}
