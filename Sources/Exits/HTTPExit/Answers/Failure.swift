public import Boundary

/// Why there is no page of what was asked for.
public enum Failure: Error, Sendable {
    /// Nothing of that name that the asker may know of.
    case notFound
    /// Refused by policies, and the asker may know why.
    case denied(Denial)
    /// A log, a store or a compartment does not answer.
    case unavailable(BoundaryError)
    /// The state of things does not allow it.
    case refused(Refusal)
    /// The request itself is wrong.
    case malformed(MalformedRequest)
    /// Nobody is signed in.
    case signIn
    /// Something that was not expected. What it was is in the server's log, as a type's name alone.
    case unexpected

    /// What it is, for any error that a route throws.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let refusal as AccessRefusal:
            switch refusal {
            case .notFound: self = .notFound
            case .denied(let denial): self = .denied(denial)
            case .failed(let error): self = Self.failure(error)
            }
        case let error as BoundaryError: self = Self.failure(error)
        case let refusal as Refusal: self = .refused(refusal)
        case let malformed as MalformedRequest: self = .malformed(malformed)
        default: self = .unexpected
        }
    }

    /// What cannot be answered as it was asked is for whoever asked to mend; all else is for whoever runs the server.
    private static func failure(_ error: BoundaryError) -> Failure {
        guard error.code == .invalidQuestion else { return .unavailable(error) }
        return .refused(
            Refusal(
                "BH-W122",
                "It cannot be answered as it was asked. Begin the list anew, or ask for less.",
                status: .wrong
            )
        )
    }

    /// How it is answered.
    public var status: AnswerStatus {
        switch self {
        case .notFound: .notFound
        case .denied: .denied
        case .unavailable: .unavailable
        case .refused(let refusal): refusal.status
        case .malformed(let malformed): malformed.status
        case .signIn: .signIn
        case .unexpected: .failed
        }
    }

    /// Its code, for `bulkhead explain`.
    public var code: String {
        switch self {
        case .notFound: "BH-W404"
        case .denied: "BH-W403"
        case .unavailable: "BH-W503"
        case .refused(let refusal): refusal.code
        case .malformed(let malformed): malformed.code.description
        case .signIn: "BH-W401"
        case .unexpected: "BH-W500"
        }
    }
}

/// A refusal in words of the program: what is wrong and what to do next, with a stable code. Nothing of a record is in it.
public struct Refusal: Error, Sendable {
    /// Its code, for `bulkhead explain`.
    public let code: String
    /// What is wrong and what to do.
    public let says: StaticString
    /// The field of the form that it is about; nil if it is about none.
    public let field: StaticString?
    /// How it is answered.
    public let status: AnswerStatus

    /// A refusal.
    public init(
        _ code: String,
        _ says: StaticString,
        field: StaticString? = nil,
        status: AnswerStatus = .conflict
    ) {
        self.code = code
        self.says = says
        self.field = field
        self.status = status
    }
}
