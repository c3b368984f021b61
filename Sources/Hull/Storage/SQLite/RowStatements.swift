/// The statements that change the rows of one table, and the places of what they need in a row: made once, since every row that is written asks for
/// them.
struct RowStatements: Sendable {
    /// The same for the words that rows are found by.
    struct Words: Sendable {
        /// Selects the number of a row and its words by the row's key.
        let byKey: String
        let add: String
        let take: String
        /// Where the values of the key stand in a row.
        let keyPlaces: [Int]
        /// Where the words stand in a row.
        let wordPlaces: [Int]
    }

    let put: String
    let remove: String
    /// Nil for a table that is not searched.
    let words: Words?

    init(_ table: ViewTable) {
        put = ViewTables.put(table)
        remove = ViewTables.remove(table)
        func places(_ names: [String]) -> [Int] {
            names.compactMap { name in table.columns.firstIndex { $0.name == name } }
        }
        words =
            table.searched.isEmpty
            ? nil
            : Words(
                byKey: ViewTables.wordsByKey(table),
                add: ViewTables.addWords(table),
                take: ViewTables.takeWords(table),
                keyPlaces: places(table.key),
                wordPlaces: places(table.searched)
            )
    }
}
