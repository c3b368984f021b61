import ArgumentParser
import HTTPSession
import Journal

/// Whom an instance hands the heads of its logs to.
struct WitnessArguments: ParsableArguments {
    @Option(
        name: .customLong("witness"),
        help:
            "The address of a witness (C2SP tlog-witness): asked before a log is written, and handed its head while it is. May be given several times."
    )
    var addresses: [String] = []

    @Option(
        name: .customLong("witness-key"),
        help:
            "The verifier key of the witness, as `audit witness --create` printed it; one for each --witness, in their order."
    )
    var keys: [String] = []

    @Option(
        name: .customLong("witness-authorities"),
        help: "Who the certificates of witnesses are believed from, in PEM; by default those of this machine."
    )
    var authorities: String?

    func validate() throws { _ = try named() }

    /// The witnesses.
    /// - Throws: `ValidationError`.
    func connections() throws -> [HTTPWitness] {
        try named().map { HTTPWitness($0.address, verifier: $0.key, authorities: authorities) }
    }

    private func named() throws -> [(address: HTTPAddress, key: VerifierKey)] {
        guard addresses.count == keys.count else {
            throw ValidationError("each --witness has a --witness-key of its own, in the same order")
        }
        return try zip(addresses, keys).map { address, text in
            do {
                let key = try VerifierKey(text)
                guard key.kind == .cosignatureV1 else {
                    throw WrongWitness(description: "\(text): this is a log's key, not a witness's")
                }
                return (try WitnessAddress.read(address), key)
            } catch {
                throw ValidationError("--witness: \(error)")
            }
        }
    }
}
