/// Why a plan or its proof does not hold.
public struct CheckFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was found, and where.
    public let description: String

    /// Makes a failure.
    public init(_ description: String) { self.description = description }
}
