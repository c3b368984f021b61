internal import Journal
internal import Storage
internal import Synchronization

/// The views of a compartment as its writer last opened them: readers follow when they are dropped and made anew.
final class LatestViews: ViewStore {
    private struct Source {
        let first: any ViewStore
        weak var writer: JournalWriter?
    }

    private let source: Mutex<Source>

    init(_ first: any ViewStore) { source = Mutex(Source(first: first)) }

    func follow(_ writer: JournalWriter) { source.withLock { $0.writer = writer } }

    private var current: any ViewStore { source.withLock { $0.writer?.views ?? $0.first } }

    func cursor() throws(StorageError) -> UInt64 { try current.cursor() }

    func apply(_ changes: [RowChange], from cursor: UInt64, to next: UInt64) throws(StorageError) {
        try current.apply(changes, from: cursor, to: next)
    }

    func select(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> [[ViewValue]] {
        try current.select(query, admitting: admission)
    }

    func count(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> Int {
        try current.count(query, admitting: admission)
    }

    func search(
        _ words: [String],
        prefix: Bool,
        of columns: [String],
        in query: ViewQuery,
        admitting admission: Admission
    ) throws(StorageError) -> [[ViewValue]] {
        try current.search(words, prefix: prefix, of: columns, in: query, admitting: admission)
    }

    var schema: ViewSchema { current.schema }

    func reach(_ start: [ViewValue], along trail: ViewTrail, limit: Int, admitting admission: Admission)
        throws(StorageError) -> [ViewTrail.Step]
    { try current.reach(start, along: trail, limit: limit, admitting: admission) }

    func writerRows(_ query: ViewQuery) throws(StorageError) -> [[ViewValue]] { try current.writerRows(query) }
}
