/// Why the boundary cannot answer. Nothing left. The message tells nothing of records.
public struct BoundaryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No policies were adopted, or those of the day cannot be asked.
        case noPolicies
        /// The compartment is not open here.
        case unknownCompartment
        /// The kind of record was not declared.
        case unknownKind
        /// The question is not one that can be asked.
        case invalidQuestion
        /// The journal did not record it, or it is not known whether it did.
        case notJournaled
        /// The store did not answer.
        case storage
        /// A determination does not hold.
        case notDetermined
    }

    /// What kind.
    public let code: Code
    /// What was wrong and what to do.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

/// Why something is not given out.
public enum AccessRefusal: Error, Sendable {
    /// There is nothing of that name that the asker may know of: the same whether it is there or not.
    case notFound
    /// It is there, and the asker may know so.
    case denied(Denial)
    /// No answer.
    case failed(BoundaryError)
}

extension AccessRefusal: CustomStringConvertible {
    /// What the asker may be told.
    public var description: String {
        switch self {
        case .notFound: "not found"
        case .denied(let denial): denial.description
        case .failed(let error): error.description
        }
    }
}
