internal import GRDB

extension StorageError {
    /// What SQLite answered, in the codes of stores. Messages of SQLite that could hold values are left out.
    init(_ error: DatabaseError, in store: String) {
        let (code, advice): (Code, String) =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: (.busy, "another process holds it; try later")
            case .SQLITE_FULL: (.full, "no room on the volume; make room, then open it anew")
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
                (.readOnly, "it may not be written; look at the volume and its rights")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
                (.damaged, Self.damagedFile)
            case .SQLITE_CANTOPEN:
                (.failed, "the file or one beside it cannot be opened; look at the folder and its rights")
            case .SQLITE_IOERR: (.failed, "the device failed; look at it, then open it anew")
            default: (.failed, "open it anew")
            }
        self.init(
            code,
            "\(store): SQLite answered \(error.extendedResultCode.rawValue) (\(Self.meaning(of: error))): \(advice)"
        )
    }

    private static func meaning(of error: DatabaseError) -> String {
        switch error.resultCode {
        case .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: "\(error.resultCode)"
        default: error.message ?? "no message"
        }
    }

    /// Runs what asks SQLite, and says in the codes of stores what failed.
    static func mapping<Answer>(_ store: String, _ body: () throws -> Answer) throws(StorageError) -> Answer {
        do {
            return try body()
        } catch let error as StorageError {
            throw error
        } catch let error as DatabaseError {
            throw StorageError(error, in: store)
        } catch is RowDecodingError {
            throw StorageError(.damaged, "\(store): a value is not of the type it was written with: \(damagedFile)")
        } catch {
            throw StorageError(.failed, "\(store): \(error)")
        }
    }
}
