/// How a request went, for whoever reads the status and not the page (RFC 9110, section 15).
public enum AnswerStatus: Int, Sendable, CaseIterable {
    /// As asked.
    case done = 200
    /// Something is wrong with what was sent.
    case wrong = 400
    /// Nobody is signed in.
    case signIn = 401
    /// It is there, and the asker may not.
    case denied = 403
    /// Nothing of that name that the asker may know of.
    case notFound = 404
    /// It does not fit the state that things are in.
    case conflict = 409
    /// Longer than the server takes.
    case tooLarge = 413
    /// Of a type that the address does not take.
    case wrongType = 415
    /// Addressed to another host.
    case misdirected = 421
    /// Too many attempts.
    case tooMany = 429
    /// The server failed.
    case failed = 500
    /// A log or a compartment does not answer at the moment.
    case unavailable = 503
}
