internal import Boundary
internal import Journal

/// Makes events of the control log about accounts.
struct EventDrafting: Sendable {
    let provider: any CryptographyProvider

    init(_ provider: any CryptographyProvider) { self.provider = provider }

    func command() throws -> CommandID {
        guard let id = CommandID(provider.randomBytes(16)) else { throw Self.noRandom }
        return id
    }

    func event(_ kind: String, _ event: any Encodable, by actor: String) throws -> EventDraft {
        guard let aggregate = AggregateID(provider.randomBytes(16)) else { throw Self.noRandom }
        return EventDraft(
            subject: actor,
            kind: kind,
            aggregate: aggregate,
            label: "",
            payload: try AccountEvent.payload(event),
            scope: DataKeyScope(program: "common", retentionClass: "training", period: "accounts")
        )
    }

    private static let noRandom = JournalError(
        .stopped,
        "the cryptographic module gave no 16 random bytes; replace it"
    )
}
