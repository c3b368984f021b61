/// What was found in the stores of an instance, or done to them.
public struct StoreReport: Hashable, Sendable {
    /// One store of a compartment.
    public struct Store: Hashable, Sendable {
        /// The compartment.
        public let compartment: String
        /// `log`, `attachments` or `keys`.
        public let kind: String
        /// The file, or the folder of files.
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
}
