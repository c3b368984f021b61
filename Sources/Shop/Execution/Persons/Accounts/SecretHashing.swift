internal import Crypto
internal import Foundation

/// Hashes secrets one after the other: each takes tens of milliseconds and megabytes, and attempts come from anybody.
///
/// Whoever signs shows the PIN at every signature, many times an hour. A PIN that was found right once is known again in this process for some hours
/// without its hash: by a code under a key that is made here and kept nowhere (decision 0027). Any other is hashed as ever.
actor SecretHashing {
    private struct Shown {
        let code: Data
        /// Milliseconds since 1970.
        let until: UInt64
    }

    private let key = SymmetricKey(size: .bits256)
    private var shown: [Data: Shown] = [:]
    /// How many secrets were hashed.
    private(set) var hashedCount = 0

    /// A shift with its overtime.
    static let shownMilliseconds: UInt64 = 12 * 3_600_000
    /// More persons than sign at an instance; beyond, all are forgotten.
    static let shownMax = 4_096

    /// Whether a secret is the one; it takes as long where there is none.
    func matches(_ secret: String, _ hash: SecretHash?, _ cost: SecretCost) -> Bool {
        hashedCount += 1
        if let hash { return hash.matches(secret) }
        _ = try? SecretHash(of: secret, cost: cost, salt: [UInt8](repeating: 0, count: SecretHash.saltBytes))
        return false
    }

    /// The same for one who is signed in and shows the secret again, at a time.
    func matchesAgain(_ secret: String, _ hash: SecretHash?, _ cost: SecretCost, at now: UInt64) -> Bool {
        let message = hash.map { $0.hash + Data(secret.utf8.prefix(SecretHash.secretBytesMax)) }
        if let hash, let message, let known = shown[hash.hash], now < known.until,
            HMAC<SHA256>.isValidAuthenticationCode(known.code, authenticating: message, using: key)
        {
            return true
        }
        guard matches(secret, hash, cost), let hash, let message else { return false }
        if shown.count >= Self.shownMax { shown = [:] }
        shown[hash.hash] = Shown(
            code: Data(HMAC<SHA256>.authenticationCode(for: message, using: key)),
            until: now + Self.shownMilliseconds
        )
        return true
    }

    func hash(_ secret: String, _ cost: SecretCost, salt: [UInt8]) throws -> SecretHash {
        hashedCount += 1
        return try SecretHash(of: secret, cost: cost, salt: salt)
    }
}
