internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit

/// What is recorded with a change: `passed`, `failed`, `evidence` or `customer`, its name, and where it is kept.
struct ChangeRecording {
    static let kinds: [StaticString] = ["passed", "failed", "evidence", "customer"]

    var kind: String
    let name: String
    let reference: String
}

extension ChangeRecording {
    /// As a form sends it.
    init(_ request: PageRequest) {
        self.init(
            kind: request.fields["kind"] ?? "",
            name: request.fields["name"] ?? "",
            reference: request.fields["reference"] ?? ""
        )
    }
}

extension PlantPages {
    /// Records a test that passed or failed, a piece of evidence, or that a customer approved.
    func record<Way: Channel>(
        _ said: ChangeRecording,
        of change: Governance.ChangePlace,
        _ content: String,
        _ key: CommandKey,
        by actor: Governance.Actor<Way>
    ) async throws {
        switch said.kind {
        case "customer":
            try await governance.recordCustomerApproval(
                of: said.name,
                reference: said.reference,
                to: change,
                content: content,
                command: key.command,
                by: actor
            )
        case "evidence":
            try await governance.addEvidence(
                said.name,
                reference: said.reference,
                to: change,
                content: content,
                command: key.command,
                by: actor
            )
        case "passed", "failed":
            try await governance.recordTest(
                said.name,
                passed: said.kind == "passed",
                reference: said.reference,
                of: change,
                content: content,
                command: key.command,
                by: actor
            )
        default: throw PageCode.formNotWhole.refusal()
        }
    }
}
