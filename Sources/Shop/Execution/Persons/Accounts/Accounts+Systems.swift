public import Boundary
internal import Crypto
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

extension Accounts {
    /// Systems that may have keys at once.
    public static let systemKeysMax = 1_000

    /// Gives a system of the plant a new key, by which it says who it is; the one that it had is void.
    /// - Returns: the key, 64 hexadecimal digits in capitals, to be shown once: only its hash is kept.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `noSystem` for one that the plant file does not have; what the journal throws.
    public func issueKey(of system: String, by administrator: Subject) async throws -> String {
        try administers(administrator)
        guard hull.boundary.baseline?.plant.systems.contains(where: { $0.id == system }) == true else {
            throw AccountRefusal.noSystem
        }
        let key = provider.randomBytes(32).hexadecimal.uppercased()
        let event = AccountEvent.SystemKeySet(system: system, hash: Data(Self.hash(ofKey: key)))
        try await change(by: administrator) { _ in [(AccountEvent.SystemKeySet.kind, event)] }
        return key
    }

    /// Takes the key of a system back.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `noSystem` for one that has none; what the journal throws.
    public func withdrawKey(of system: String, by administrator: Subject) async throws {
        try administers(administrator)
        guard try systemKeys().contains(where: { $0.system == system }) else { throw AccountRefusal.noSystem }
        let event = AccountEvent.SystemKeySet(system: system, hash: nil)
        try await change(by: administrator) { _ in [(AccountEvent.SystemKeySet.kind, event)] }
    }

    /// The system that a key is of; nil if it is of none. All keys are compared, each in the same time wherever they differ.
    /// - Throws: `BoundaryError`.
    public func system(bearing key: String) throws -> Subject? {
        let hash = Self.hash(ofKey: key.uppercased())
        var found: String?
        for known in try systemKeys() {
            if Self.areEqual(known.hash, hash) { found = known.system }
        }
        return found.map { .system($0) }
    }

    private func systemKeys() throws -> [(system: String, hash: [UInt8])] {
        let query = ViewQuery(
            AccountProjection.systemKeys.name,
            columns: ["system", "hash"],
            limit: Self.systemKeysMax
        )
        return try hull.rows(query, in: hull.control).compactMap { row in
            guard case .text(let system) = row[0], case .bytes(let hash) = row[1] else { return nil }
            return (system, hash)
        }
    }

    /// A key of 256 random bits is not guessed, so that a slow hash would add nothing.
    private static func hash(ofKey key: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("bulkhead system key v1\n\(key)".utf8)))
    }
}
