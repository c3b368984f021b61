import Execution
import Testing

extension MatrixWork {
    /// Units that depart from the design, by what the design authority says of each.
    private static let proposals = ["accepted", "accepted to a program", "declined", "declined to a program"]
    /// By what the customer says of each.
    private static let accepted = ["approved", "approved to a program", "refused", "refused to a program"]
    /// All of them.
    static let departures = proposals + accepted

    /// Each reported by olivia, to be used as it is by quin; those that wait for the customer accepted by emil.
    static func waiting(of program: String, in instance: MatrixInstance) async throws -> [String: String] {
        var found: [String: String] = [:]
        for departure in departures {
            let id = try await reported("\(program)-\(departure)", of: program, in: instance)
            let nonconformance = try #require(RecordID(text: id))
            _ = try await instance.execution.dispose(
                of: nonconformance,
                .useAsIs,
                reason: "Of the matrix",
                signing: SignatureStatement(printedName: "Quin Abbott"),
                by: instance.asker("quin"),
                key: instance.key("quin")
            )
            if accepted.contains(departure) {
                _ = try await instance.execution.accept(
                    dispositionOf: nonconformance,
                    signing: SignatureStatement(printedName: "Emil Novak"),
                    by: instance.asker("emil"),
                    key: instance.key("emil")
                )
            }
            found[departure] = id
        }
        return found
    }
}
