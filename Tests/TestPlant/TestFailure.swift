/// What a test needs to go on and did not get.
public struct TestFailure: Error {
    /// What it is.
    public let message: String

    /// A failure.
    public init(message: String) { self.message = message }
}

extension Optional {
    /// The value, or a failure that says what is missing.
    public func orThrow(_ message: String) throws -> Wrapped {
        guard let self else { throw TestFailure(message: message) }
        return self
    }
}
