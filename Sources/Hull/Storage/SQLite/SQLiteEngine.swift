internal import GRDBSQLite
internal import Synchronization

/// Compartments in SQLite files: `<directory>/<compartment>/log.sqlite` and `views.sqlite`, and the wrapped keys apart from them, in
/// `<keys>/<compartment>.sqlite`. Folders have mode 0700, files 0600; links are not followed.
///
/// One process writes a log, any may read it. The views belong to the process that opened them first.
public final class SQLiteEngine: StorageEngine {
    /// What is open, so that all who ask for the same store have the same one. Nothing is kept open that nobody holds.
    private struct Held {
        weak var log: SQLiteLog?
        weak var views: SQLiteViews?
    }

    /// The version of SQLite that is built in.
    public static var version: String { String(cString: sqlite3_libversion()) }

    private let directory: String
    private let keyDirectory: String
    private let held = Mutex<[CompartmentName: Held]>([:])

    /// An engine on two folders, which are made where they are not.
    /// - Parameter directory: for logs and views.
    /// - Parameter keyDirectory: for wrapped keys; on another volume, so that one backup never holds both.
    /// - Throws: `damaged` when a path leads to something else than a folder; `full`, `readOnly`, `failed`.
    public init(directory: String, keyDirectory: String) throws(StorageError) {
        self.directory = directory
        self.keyDirectory = keyDirectory
        for folder in [directory, keyDirectory] { try PrivateFile.makeFolder(folder) }
    }

    /// SQLite's.
    public var language: QueryLanguage { .sqlite }

    /// The compartments that have a log here, in order.
    public func compartments() throws(StorageError) -> [CompartmentName] {
        var found: [CompartmentName] = []
        for name in try PrivateFile.names(in: directory) {
            guard let compartment = try? CompartmentName(name),
                try PrivateFile.kind(of: folder(compartment)) == .folder,
                try PrivateFile.isThere(logFile(compartment).path)
            else { continue }
            found.append(compartment)
        }
        return found.sorted()
    }

    /// The log of a compartment.
    public func openLog(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any LogStore {
        try withHeld(compartment) { held throws(StorageError) in
            let file = logFile(compartment)
            if let log = held.log, !log.isStopped, try PrivateFile.isThere(file.path) { return log }
            if create {
                try PrivateFile.makeFolder(folder(compartment))
                try file.create(version: SQLiteLog.version, tables: SQLiteLog.tables)
            }
            let log = try SQLiteLog(file)
            held.log = log
            return log
        }
    }

    /// The wrapped keys of a compartment.
    public func openKeys(_ compartment: CompartmentName, create: Bool) throws(StorageError) -> any KeyTable {
        let file = keyFile(compartment)
        if create { try file.create(version: SQLiteKeys.version, tables: SQLiteKeys.tables) }
        return try SQLiteKeys(file)
    }

    /// The views of a compartment.
    public func openViews(_ compartment: CompartmentName, schema: ViewSchema) throws(StorageError) -> any ViewStore {
        try withHeld(compartment) { held throws(StorageError) in
            let file = viewFile(compartment)
            if let views = held.views {
                if views.schema == schema, try PrivateFile.isThere(file.path) { return views }
                try views.close()
                held.views = nil
            }
            try PrivateFile.makeFolder(folder(compartment))
            let views = try SQLiteViews.open(file, schema: schema)
            held.views = views
            return views
        }
    }

    /// Removes the views of a compartment.
    public func dropViews(_ compartment: CompartmentName) throws(StorageError) {
        try withHeld(compartment) { held throws(StorageError) in
            try held.views?.close()
            held.views = nil
            guard try PrivateFile.kind(of: folder(compartment)) == .folder else { return }
            let file = viewFile(compartment)
            let lock = try FileLock(file.path + ".lock", of: file.name)
            defer { withExtendedLifetime(lock) {} }
            try PrivateFile.remove(file.paths)
        }
    }

    private func withHeld<Answer: Sendable>(
        _ compartment: CompartmentName,
        _ body: (inout Held) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        let result: Result<Answer, StorageError> = held.withLock { all in
            var held = all[compartment] ?? Held()
            defer { all[compartment] = held }
            do throws(StorageError) { return .success(try body(&held)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func folder(_ compartment: CompartmentName) -> String { "\(directory)/\(compartment)" }
    func logFile(_ compartment: CompartmentName) -> SQLiteFile {
        SQLiteFile(path: "\(folder(compartment))/log.sqlite", kind: .log)
    }
    func viewFile(_ compartment: CompartmentName) -> SQLiteFile {
        SQLiteFile(path: "\(folder(compartment))/views.sqlite", kind: .views)
    }
    func keyFile(_ compartment: CompartmentName) -> SQLiteFile {
        SQLiteFile(path: "\(keyDirectory)/\(compartment).sqlite", kind: .keys)
    }
}
