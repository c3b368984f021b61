public import Storage

extension CompartmentKeyring {
    /// The public keys that a log was signed with, the oldest first: for auditors, who get them from whoever runs the log and not with
    /// the log. No secret is opened, and no site key is needed.
    /// - Throws: `JournalError` with code `damaged` when the table holds a verifier key that is none, `keys` when it holds none at all.
    public static func verifiers(in table: any KeyTable) throws -> [VerifierKey] {
        var numbered: [(number: Int, key: VerifierKey)] = []
        for row in try table.keys(scope: nil) {
            guard case .logKey(let number, let text) = KeyRow(scope: row.scope) else { continue }
            guard let key = try? VerifierKey(text) else {
                throw JournalError(.damaged, "log key \(number) is no verifier key; restore the keys from their backup")
            }
            numbered.append((number, key))
        }
        guard !numbered.isEmpty else {
            throw JournalError(.keys, "the key table has no key of a log; restore the keys from their backup")
        }
        return numbered.sorted { $0.number < $1.number }.map(\.key)
    }
}
