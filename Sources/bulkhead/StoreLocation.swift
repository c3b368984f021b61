import ArgumentParser
import Storage

/// Where the stores of an instance are.
struct StoreLocation: ParsableArguments {
    @Option(help: "The folder of logs and views, or the URL of the PostgreSQL database of the logs.")
    var store: String

    @Option(help: "The folder of wrapped keys, or the URL of their PostgreSQL database.")
    var keys: String?

    @Option(help: "The folder of attachments, where logs are in PostgreSQL.")
    var attachments: String?

    enum Place {
        case folders(StoreFolders)
        case databases(PostgreSQLAddress)
    }

    var place: Place {
        guard PostgreSQLAddress.isURL(store) else {
            return .folders(StoreFolders(directory: store, keyDirectory: keys))
        }
        let keys = keys.map { PostgreSQLAddress.isURL($0) ? PostgreSQLAddress.Keys.database($0) : .folder($0) }
        return .databases(PostgreSQLAddress(logs: store, keys: keys, attachments: attachments))
    }

    func validate() throws {
        for (name, url) in [("--store", store), ("--keys", keys ?? "")] where PostgreSQLAddress.isURL(url) {
            guard !PostgreSQLAddress.holdsPassword(url) else {
                throw ValidationError(
                    "the URL of \(name) holds a password, which every list of processes shows; write it to ~/.pgpass or the file that PGPASSFILE names"
                )
            }
        }
        if PostgreSQLAddress.isURL(store) { return }
        try Self.checkFolders([keys])
        guard attachments == nil else {
            throw ValidationError(
                "attachments lie beside the logs in \(store); --attachments is for logs in PostgreSQL"
            )
        }
    }

    /// Where no database is taken, its URL would be the name of a folder.
    static func checkFolders(_ paths: [String?]) throws {
        for case let path? in paths where PostgreSQLAddress.isURL(path) {
            throw ValidationError("\(path.prefix { $0 != ":" })://... is a database, where a folder is needed")
        }
    }
}
