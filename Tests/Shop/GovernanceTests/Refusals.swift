import Governance
import Testing

/// Expects a refusal of a code.
@discardableResult
func expect<Result>(
    refuses code: GovernanceRefusal.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ act: () async throws -> Result
) async -> GovernanceRefusal? {
    let error = await #expect(throws: GovernanceRefusal.self, sourceLocation: sourceLocation) { _ = try await act() }
    #expect(error?.code == code, "\(error?.description ?? "")", sourceLocation: sourceLocation)
    return error
}
