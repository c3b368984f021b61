internal import Journal
internal import Storage

/// Why the boundary cannot answer. Nothing left. The message tells nothing of records, nor of how many there are.
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
        /// Nobody has looked into all of an attachment.
        case notInspected
        /// Stored content is not what was attached, or is gone.
        case content
        /// What the control log knows has not been loaded, or does not fit what was released.
        case notRestored
        /// An authorization was used up while this was asked.
        case usedUp
        /// The plan gives the program no place in this compartment.
        case notHosted
    }

    /// What kind.
    public let code: Code
    /// What was wrong and what to do, as an asker may be told.
    public let message: String
    /// What a log or a store said, for whoever runs the instance: it may tell how much is in there.
    public let cause: String?
    /// Whether it is certain that nothing was recorded.
    let isUnwritten: Bool

    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause.map { "\($0)" }
        isUnwritten =
            switch cause {
            case nil: true
            case let error as JournalError: error.isUnwritten
            case let error as BoundaryError: error.isUnwritten
            // As `LogStore.append` says.
            case let error as StorageError: [.busy, .conflict, .invalidValue].contains(error.code)
            default: false
            }
    }

    /// The message. The cause is not in it, so that nobody is told it by printing an error.
    public var description: String { message }
}

extension BoundaryError {
    /// The message, for a page.
    public var text: ClearedText { ClearedText(pieces: [.own(message)]) }
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
