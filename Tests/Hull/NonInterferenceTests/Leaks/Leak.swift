import Boundary
import Foundation
import Storage

/// A fault planted beside what an observer is answered, or in a store under the boundary: what a program could show by mistake. Each has to
/// be noticed, or the comparison of worlds shows nothing.
enum Leak: String, CaseIterable, Sendable {
    /// Ids count up over all rows.
    case countedIDs
    /// Hidden rows show as stubs.
    case redactedStubs
    /// A hidden value's hash, without salt.
    case unsaltedHash
    /// The total of a list counts all rows.
    case totalOfAllRows
    /// A page is cut before it is filtered.
    case pagesCutBeforeFiltering
    /// Columns are as wide as their widest value, whoever may see that.
    case columnWidthOfAllRows
    /// A file's dictionary of texts is made before filtering.
    case sharedDictionary
    /// Places in a log that others write too.
    case sequenceOfSharedLog
    /// The size of such a log.
    case treeSizeOfSharedLog
    /// A validator over all rows.
    case entityTagOfAllRows
    /// Rows that are equal in the order are put by what is hidden.
    case tiesByHiddenValue
    /// A refusal says that there is something.
    case forbiddenInsteadOfNotFound
    /// Words are offered from all rows.
    case completionFromAllRows
    /// Hits are weighed by how rare a word is in all rows.
    case rankOverAllRows
    /// The number of hits counts all.
    case hitsOfAllRows
    /// A serial has to be new among all rows.
    case uniqueAmongAllRows
    /// A row cannot be removed while hidden ones refer to it.
    case referredToByHiddenRows
    /// How full a cache is.
    case cacheSize
    /// How much was decided for others.
    case decisionStatistics
    /// Numbers of labels, given in the order of their first use.
    case labelNumbers
    /// How many labels there are.
    case labelCount
    /// Messages are numbered over all recipients.
    case messageNumbers
    /// When a table was changed last, by whomever.
    case lastModified
    /// A store counts without admission.
    case storeCountsAll
    /// A store that forgot its admission altogether.
    case storeAdmitsAll
    /// What a log says of itself when it fails.
    case failureText
    /// The version of a person's facts, counted over all persons.
    case factsVersion
    /// How many files are stored.
    case storedContent
    /// How many uploads are under way.
    case uploadsUnderWay
    /// Which files there are, by a name that has to be new among all.
    case fileNameTaken
    /// Names of files are offered from all.
    case fileNamesFromAllRows
    /// That somebody else's upload is there.
    case uploadThere
    /// A file that may not be known of is refused, instead of not being there.
    case fileForbidden
    /// An index that looks through columns that may not be seen.
    case searchOfAllColumns

    /// The store that the leak is in, if it is in one.
    func views(_ views: any ViewStore) -> any ViewStore {
        switch self {
        case .pagesCutBeforeFiltering, .tiesByHiddenValue, .storeCountsAll, .storeAdmitsAll, .searchOfAllColumns:
            if views is LeakingViews { return views }
            return LeakingViews(views: views, leak: self)
        default: return views
        }
    }

    /// A hash as validators are made of (FNV-1a), the same in every process.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// Views that forget, in one way, who asks.
struct LeakingViews: ViewStore {
    let views: any ViewStore
    let leak: Leak

    var schema: ViewSchema { views.schema }

    func cursor() throws(StorageError) -> UInt64 { try views.cursor() }

    func apply(_ changes: [RowChange], from cursor: UInt64, to next: UInt64) throws(StorageError) {
        try views.apply(changes, from: cursor, to: next)
    }

    func writerRows(_ query: ViewQuery) throws(StorageError) -> [[ViewValue]] { try views.writerRows(query) }

    func select(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> [[ViewValue]] {
        switch leak {
        case .storeAdmitsAll: return try views.writerRows(query)
        case .pagesCutBeforeFiltering:
            let admitted = Set(try views.select(Self.all(query), admitting: admission))
            return try views.writerRows(query).filter { admitted.contains($0) }
        case .tiesByHiddenValue where !query.order.isEmpty:
            let noted = ViewQuery(
                query.table,
                columns: query.columns,
                matches: query.matches,
                order: query.order + [ViewQuery.Order("note")],
                limit: query.limit
            )
            return query.after == nil ? try views.select(noted, admitting: admission) : []
        default: return try views.select(query, admitting: admission)
        }
    }

    func count(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> Int {
        guard leak == .storeCountsAll else { return try views.count(query, admitting: admission) }
        return try views.writerRows(Self.all(query)).count
    }

    func search(
        _ words: [String],
        prefix: Bool,
        of columns: [String],
        in query: ViewQuery,
        admitting admission: Admission
    )
        throws(StorageError) -> [[ViewValue]]
    {
        let searched = leak == .searchOfAllColumns && query.table == Item.table.name ? Item.table.searched : columns
        return try views.search(words, prefix: prefix, of: searched, in: query, admitting: admission)
    }

    private static func all(_ query: ViewQuery) -> ViewQuery {
        ViewQuery(
            query.table,
            columns: query.columns,
            matches: query.matches,
            order: query.order,
            after: query.after,
            limit: ViewQuery.limitMax
        )
    }
}
