extension WireFailure {
    /// The failure in the terms of a store.
    /// - Parameter place: what was being done and where, as the message says it.
    func storageError(_ place: String) -> StorageError {
        StorageError(code, "\(place): \(reason)")
    }

    /// By class and code of PostgreSQL's appendix A. What comes back from the server as an error was rolled back; only a lost connection leaves open
    /// whether a transaction was committed.
    private var code: StorageError.Code {
        switch state {
        case Self.otherSize, "23505": .conflict
        case Self.badName: .invalidName
        case "42501", "25006": .readOnly
        case "53100": .full
        case "53300", "53200", "55P03", "57014", "57P03", "40001", "40P01", "55006": .busy
        case "3D000", "3F000", "42P01", "42883", "42704": .missing
        case "XX001", "XX002": .damaged
        case "54000": .invalidValue
        default:
            switch state.prefix(2) {
            case "22", "23": .invalidValue
            default: .failed
            }
        }
    }

    private var reason: String {
        switch state {
        case "" where isLost:
            "the connection to PostgreSQL failed (\(sentence.isEmpty ? "no answer" : sentence))"
        case Self.otherSize: "somebody else wrote since"
        case "23505": "there is such a row already (\(place))"
        case "42501":
            "PostgreSQL does not permit it (\(sentence)); prepare the database again, which grants what is needed"
        case "53100": "the volume of the PostgreSQL server is full"
        case "55P03": "somebody else holds a lock; try later"
        case "57014": "it took longer than `statement_timeout` or was cancelled; try later"
        case "57P03": "the PostgreSQL server is starting or stopping; try later"
        case "53300": "the PostgreSQL server has no connection left; raise its max_connections or lower the limits here"
        case "XX001", "XX002": "PostgreSQL says that its files are damaged; restore from a backup"
        case "54000": "a value is too long to be indexed"
        default:
            switch state.prefix(2) {
            // These sentences may repeat values of rows.
            case "22", "23", "P0": "a value was refused (SQLSTATE \(state)\(place.isEmpty ? "" : ", \(place)"))"
            default: "\(sentence)\(state.isEmpty ? "" : " (SQLSTATE \(state))")"
            }
        }
    }

    /// What the functions of ``PreparationScript`` raise where a size or cursor is another.
    static let otherSize = "BH001"
    /// What they raise for a name that is none.
    static let badName = "BH002"
}
