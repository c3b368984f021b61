/// What a store refused or could not do. The message says what, where and what to do; it never holds a value of a row.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble, for the code that goes on.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A name that no table, column or compartment can have.
        case invalidName
        /// A value or a row that the schema does not take. Nothing was written.
        case invalidValue
        /// The compartment, or one of its stores, is not here.
        case missing
        /// The store is not as long as the writer took it to be: somebody else wrote. Nothing was written.
        case conflict
        /// Another process holds the store. Nothing was written; try later.
        case busy
        /// No room on the volume.
        case full
        /// The store may not be written.
        case readOnly
        /// The device or the connection failed. Whether the last write is there is not known.
        case failed
        /// What was read is not what was written.
        case damaged
        /// The store is of a version that this program does not read, or not yet migrated.
        case version
    }

    /// What kind.
    public let code: Code
    /// What was wrong, where, and what to do.
    public let message: String

    /// An error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
