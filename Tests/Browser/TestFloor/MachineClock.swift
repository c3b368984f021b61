internal import Boundary
internal import Foundation
internal import Journal

/// The machine's clock.
struct MachineClock: PlantClock {
    var now: UInt64 { UInt64(Date.now.timeIntervalSince1970 * 1_000) }
}

/// A site key in memory.
struct MemorySiteKey: KeyProvider {
    private let key: SecretBytes
    private let provider: SwiftCryptoProvider

    init(provider: SwiftCryptoProvider) {
        self.provider = provider
        key = SecretBytes(provider.randomBytes(32))
    }

    var name: String { "a key in memory" }
    func wrap(_ key: SecretBytes) throws -> [UInt8] { try provider.wrap(key, under: self.key) }
    func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try provider.unwrap(wrapped, under: key) }
}

struct NotThere: Error { let what: String }

extension Optional {
    func orThrow(_ what: String) throws -> Wrapped {
        guard let self else { throw NotThere(what: what) }
        return self
    }
}
