/// Hashes secrets one after the other: each takes tens of milliseconds and megabytes, and attempts come from anybody.
actor SecretHashing {
    /// Whether a secret is the one; it takes as long where there is none.
    func matches(_ secret: String, _ hash: SecretHash?, _ cost: SecretCost) -> Bool {
        if let hash { return hash.matches(secret) }
        _ = try? SecretHash(of: secret, cost: cost, salt: [UInt8](repeating: 0, count: SecretHash.saltBytes))
        return false
    }

    func hash(_ secret: String, _ cost: SecretCost, salt: [UInt8]) throws -> SecretHash {
        try SecretHash(of: secret, cost: cost, salt: salt)
    }
}
