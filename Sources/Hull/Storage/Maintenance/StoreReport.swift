/// What was found in the stores of an instance, or done to them.
public struct StoreReport: Hashable, Sendable {
    /// One store of a compartment.
    public struct Store: Hashable, Sendable {
        /// The compartment.
        public let compartment: String
        /// `log`, `attachments` or `keys`.
        public let kind: String
        /// The file, the folder of files, or log-in, server, database and schema.
        public let path: String
        /// The version of its tables.
        public let version: Int
        /// Entries of a log, files of attachments or keys of a table.
        public let count: UInt64
        /// The first entry that is still there, of a log; how many keys are destroyed, of a table; 0 for attachments.
        public let gone: UInt64
    }

    /// Something that is not as it should be.
    public struct Finding: Hashable, Sendable {
        /// The compartment.
        public let compartment: String
        /// The file.
        public let path: String
        /// What kind of trouble.
        public let code: StorageError.Code
        /// What is wrong, where and what to do.
        public let message: String
    }

    /// The stores, in order of compartments, logs first.
    public internal(set) var stores: [Store] = []
    /// What is wrong with them.
    public internal(set) var findings: [Finding] = []

    mutating func add(_ error: StorageError, of part: StoreFolders.Part) {
        add(error.code, error.message, of: part)
    }

    mutating func add(_ code: StorageError.Code, _ message: String, of part: StoreFolders.Part) {
        add(StorageError(code, message), of: part.compartment, at: part.file.path)
    }

    mutating func add(_ error: StorageError, of compartment: CompartmentName, at path: String) {
        findings.append(
            Finding(compartment: compartment.description, path: path, code: error.code, message: error.message)
        )
    }

    /// Adds that keys are lost, where some are.
    mutating func add(lost: Int, from keys: String, of compartment: CompartmentName, at path: String) {
        guard lost > 0 else { return }
        let message =
            "\(lost) keys that seal payloads of the log are destroyed or not in \(keys); restore the keys of the same day, or erase what was shredded"
        add(StorageError(.missing, message), of: compartment, at: path)
    }
}
