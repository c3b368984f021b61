/// Holds the compartments of one instance, each in stores of its own: taken away one by one, they leave the others serving.
///
/// Calls block. Whoever serves requests makes them from threads that may wait.
public protocol StorageEngine: Sendable {
    /// Whose SQL the conditions of an ``Admission`` are written in.
    var language: QueryLanguage { get }

    /// The compartments that have a log here.
    func compartments() throws(StorageError) -> [CompartmentName]

    /// The log of a compartment: entries, tiles, checkpoints and sealed payloads.
    /// - Parameter create: make an empty one where there is none.
    /// - Throws: `missing` when there is none and none is to be made; `version`, `damaged`.
    func openLog(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any LogStore

    /// The wrapped data keys of a compartment, kept and backed up apart from its log.
    func openKeys(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any KeyTable

    /// The views of a compartment. Views of another schema or version are dropped and begin empty at cursor 0: they are made from the log.
    func openViews(_ compartment: CompartmentName, schema: ViewSchema) throws(StorageError) -> any ViewStore

    /// Drops the views of a compartment, with their search index and all that the engine kept beside them.
    func dropViews(_ compartment: CompartmentName) throws(StorageError)
}

/// The language of conditions.
public enum QueryLanguage: String, Hashable, Sendable, CaseIterable {
    /// SQLite, placeholders `?`.
    case sqlite
    /// PostgreSQL, placeholders `$1`, `$2` …; the store numbers them anew where it puts conditions together.
    case postgresql
}
