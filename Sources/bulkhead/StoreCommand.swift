import ArgumentParser
import Foundation
import Storage

/// `bulkhead store`: looks after the files of an instance.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Check, back up, restore, migrate and prepare the stores of an instance, in files or in PostgreSQL.",
        discussion: """
            Logs are in DIRECTORY/COMPARTMENT/log.sqlite, attachments in the folder blobs beside them, wrapped keys apart from them in KEYS/COMPARTMENT.sqlite. Views are made from logs: they are \
            never copied, and a restored instance makes them anew.
            Where logs are in PostgreSQL, --store is the URL of their database, --keys a folder or the URL of another database, and --attachments the folder of attachments. \
            URLs hold no password, as lists of processes show them: passwords come from the file that PGPASSFILE names, or from ~/.pgpass. A backup \
            is the same files for both, so that it can be looked at and restored without a server.
            Exit codes: 0 all is well; 2 a folder or file is not what the command needs (missing, in the way, of another version); \
            4 a store is damaged; 75 try later (a store is in use, a volume is full).
            """,
        subcommands: [
            StoreCheckCommand.self, StoreBackupCommand.self, StoreRestoreCommand.self, StoreMigrateCommand.self,
            StorePrepareCommand.self,
        ]
    )
}

/// `bulkhead store check`.
struct StoreCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at every page and row of logs and keys, without changing them.",
        discussion: "Whether entries are what was signed is another question: `bulkhead audit verify` answers it."
    )

    @OptionGroup var location: StoreLocation

    @Flag(help: "Print JSON, by schemas/store.schema.json.")
    var json = false

    func run() throws {
        try StoreReportOutput(verb: "whole", json: json).print { () throws(StorageError) in
            switch location.place {
            case .folders(let folders): try StoreCheck.check(folders)
            case .databases(let address): try PostgreSQLCheck.check(address)
            }
        }
    }
}

/// `bulkhead store backup`.
struct StoreBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract:
            "Copy logs while they are written, each as of one moment, and keys into a folder apart; check the copies."
    )

    @OptionGroup var location: StoreLocation

    @Option(help: "The folder for logs; nothing in it is overwritten.")
    var to: String

    @Option(
        help:
            "The folder for wrapped keys, apart from the logs and best on another volume; without it they are not copied."
    )
    var keysTo: String?

    @Flag(help: "Print JSON, by schemas/store.schema.json.")
    var json = false

    func validate() throws {
        guard keysTo == nil || location.keys != nil else { throw ValidationError("name --keys, where the keys are") }
        try StoreLocation.checkFolders([to, keysTo])
    }

    func run() throws {
        try StoreReportOutput(verb: "backed up", json: json).print { () throws(StorageError) in
            let target = StoreFolders(directory: to, keyDirectory: keysTo)
            return switch location.place {
            case .folders(let folders): try StoreBackup.backUp(folders, to: target)
            case .databases(let address): try PostgreSQLBackup.backUp(address, to: target)
            }
        }
        if keysTo == nil { Console.error("keys were not copied: without them no payload can be read") }
        if case .databases(let address) = location.place, address.attachments == nil {
            Console.error("attachments were not copied: name their folder with --attachments, where there are any")
        }
    }
}

/// `bulkhead store restore`.
struct StoreRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put logs and keys of a backup where none are; check the backup before and the copies after.",
        discussion: """
            A log that is restored may be behind what its witness has seen. Before it is written again, `bulkhead audit verify` has to \
            find that nothing was lost.
            A PostgreSQL database has to be prepared and hold no store; --store and --keys are then the URLs of the administrator who prepared it.
            """
    )

    @Option(help: "The folder of the logs that were backed up.")
    var from: String

    @Option(help: "The folder of the keys that were backed up.")
    var keysFrom: String?

    @OptionGroup var location: StoreLocation

    @Flag(help: "Print JSON, by schemas/store.schema.json.")
    var json = false

    func validate() throws {
        guard (keysFrom == nil) == (location.keys == nil) else {
            throw ValidationError("name both --keys-from and --keys, or neither")
        }
        try StoreLocation.checkFolders([from, keysFrom])
    }

    func run() throws {
        try StoreReportOutput(verb: "restored", json: json).print { () throws(StorageError) in
            let backup = StoreFolders(directory: from, keyDirectory: keysFrom)
            return switch location.place {
            case .folders(let folders): try StoreBackup.restore(backup, to: folders)
            case .databases(let address): try PostgreSQLBackup.restore(backup, to: address)
            }
        }
    }
}

/// `bulkhead store migrate`.
struct StoreMigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract:
            "Bring older stores to the version of this program; each is backed up first, and checked before and after."
    )

    @OptionGroup var location: StoreLocation

    @Option(help: "The folder for the copies of logs that are changed.")
    var backupTo: String

    @Option(help: "The folder for the copies of keys that are changed, apart from the logs.")
    var backupKeysTo: String?

    @Flag(help: "Print JSON, by schemas/store.schema.json.")
    var json = false

    func validate() throws {
        guard (backupKeysTo == nil) == (location.keys == nil) else {
            throw ValidationError("name both --keys and --backup-keys-to, or neither")
        }
        guard case .folders = location.place else {
            throw ValidationError("a PostgreSQL store is brought up to date by `bulkhead store prepare`")
        }
    }

    func run() throws {
        guard case .folders(let folders) = location.place else { return }
        try StoreReportOutput(verb: "up to date", json: json).print { () throws(StorageError) in
            try StoreMigration.migrate(
                folders,
                backup: StoreFolders(directory: backupTo, keyDirectory: backupKeysTo)
            )
        }
    }
}
