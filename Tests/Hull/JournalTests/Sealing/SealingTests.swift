import Journal
import Storage
import Testing

@Suite("Payloads are sealed for their place")
struct SealingTests {
    let provider = SwiftCryptoProvider()
    let key: CompartmentKey
    let scope = DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")

    init() throws { key = CompartmentKey.new(origin: try KeyName("plant.example/site/falcon"), using: provider) }

    /// A table of keys with those that a sealer made.
    func table(_ keys: [WrappedDataKey] = []) throws -> any KeyTable {
        let table = try MemoryEngine().openKeys(CompartmentName("falcon"), create: true)
        try table.insert(keys.map(\.row))
        return table
    }

    func failure(_ body: () throws -> Void) -> SealingError? {
        do { try body() } catch { return error as? SealingError }
        return nil
    }

    @Test("a payload opens at its place, and nowhere else")
    func place() throws {
        var sealer = PayloadSealer(compartmentKey: key)
        let (sealed, commitment) = try sealer.seal([1, 2, 3], scope: scope, sequence: 5, using: provider)
        let store = try table(sealer.takeNewKeys())
        let opened = try key.open(
            SealedPayload(sealed.bytes),
            sequence: 5,
            commitment: commitment,
            keys: store,
            using: provider
        )
        #expect(opened.payload == [1, 2, 3])
        #expect(Commitment(payload: opened.payload, salt: opened.salt) == commitment)
        #expect(
            failure { _ = try key.open(sealed, sequence: 6, commitment: commitment, keys: store, using: provider) }
                == .doesNotOpen
        )
        let other = Commitment(hash: .emptyRoot)
        #expect(
            failure { _ = try key.open(sealed, sequence: 5, commitment: other, keys: store, using: provider) }
                == .doesNotOpen
        )
        let foreign = CompartmentKey.new(origin: key.origin, using: provider)
        #expect(
            failure { _ = try foreign.open(sealed, sequence: 5, commitment: commitment, keys: store, using: provider) }
                == .wrongKey
        )
        #expect(
            failure {
                _ = try key.open(sealed, sequence: 5, commitment: commitment, keys: table(), using: provider)
            }
                == .unknownKey(sealed.key)
        )
    }

    @Test("a payload moved to another log of the same keys does not open")
    func otherLog() throws {
        let siteKey = SecretBytes(provider.randomBytes(32))
        let wrapped = try key.wrapped(under: siteKey, using: provider)
        let twin = try CompartmentKey(
            origin: KeyName("plant.example/site/other"),
            wrapped: wrapped,
            siteKey: siteKey,
            using: provider
        )
        let same = try CompartmentKey(origin: key.origin, wrapped: wrapped, siteKey: siteKey, using: provider)
        var sealer = PayloadSealer(compartmentKey: key)
        let (sealed, commitment) = try sealer.seal([9], scope: scope, sequence: 0, using: provider)
        let store = try table(sealer.takeNewKeys())
        #expect(try same.open(sealed, sequence: 0, commitment: commitment, keys: store, using: provider).payload == [9])
        #expect(
            failure { _ = try twin.open(sealed, sequence: 0, commitment: commitment, keys: store, using: provider) }
                == .doesNotOpen
        )
        let wrong = SecretBytes(provider.randomBytes(32))
        #expect(throws: SealingError.wrongKey) {
            try CompartmentKey(origin: key.origin, wrapped: wrapped, siteKey: wrong, using: provider)
        }
    }

    @Test("data keys go over to the compartment's next key, and payloads stay as they are")
    func rotation() throws {
        var sealer = PayloadSealer(compartmentKey: key)
        let (sealed, commitment) = try sealer.seal([5], scope: scope, sequence: 0, using: provider)
        let next = CompartmentKey.new(origin: key.origin, using: provider)
        let made = sealer.takeNewKeys()
        let store = try table(made)
        try store.rewrap(
            made.map {
                StoredKeyRow(
                    id: $0.id.bytes,
                    scope: $0.row.scope,
                    wrapped: try key.rewrap($0.wrapped, under: next, using: provider)
                )
            }
        )
        let opened = try next.open(sealed, sequence: 0, commitment: commitment, keys: store, using: provider)
        #expect(opened.payload == [5])
        #expect(throws: SealingError.wrongKey) { try next.rewrap(made[0].wrapped, under: key, using: provider) }
    }

    @Test("any changed bit and any cut is refused")
    func tampering() throws {
        var sealer = PayloadSealer(compartmentKey: key)
        let (sealed, commitment) = try sealer.seal([42], scope: scope, sequence: 0, using: provider)
        let store = try table(sealer.takeNewKeys())
        let bytes = sealed.bytes
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: SealingError.self) {
                try key.open(SealedPayload(changed), sequence: 0, commitment: commitment, keys: store, using: provider)
            }
        }
        for count in 0..<bytes.count {
            #expect(throws: SealingError.self) {
                try key.open(
                    SealedPayload(Array(bytes[..<count])),
                    sequence: 0,
                    commitment: commitment,
                    keys: store,
                    using: provider
                )
            }
        }
    }

    @Test("keys are new at each opening of the log and for each scope, and used again within one")
    func keysOfAnOpening() throws {
        let other = DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-12")
        var ids: Set<KeyID> = []
        for _ in 0..<2 {
            var sealer = PayloadSealer(compartmentKey: key)
            let first = try sealer.seal([], scope: scope, sequence: 0, using: provider).sealed
            let second = try sealer.seal([], scope: scope, sequence: 1, using: provider).sealed
            #expect(first.key == second.key)
            #expect(first.bytes != second.bytes)
            ids.insert(first.key)
            ids.insert(try sealer.seal([], scope: other, sequence: 2, using: provider).sealed.key)
            #expect(sealer.takeNewKeys().count == 2)
            #expect(sealer.takeNewKeys().isEmpty)
        }
        #expect(ids.count == 4)
    }

    @Test("keys are not shown by printing, interpolating, dumping or reflecting what holds them")
    func secrecy() throws {
        let secret = SecretBytes(Array("correct horse battery staple 123".utf8))
        let signer = try NoteSigner(name: KeyName("n"), kind: .ed25519, privateKey: secret, using: provider)
        struct Holder { let inner: SecretBytes }
        for value in [secret, Holder(inner: secret), signer, [secret]] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                // The first bytes of the key, however a printer lays numbers out.
                let numbers = text.split { !$0.isNumber }.joined(separator: ",")
                #expect(!numbers.contains("99,111,114") && !text.contains("correct"))
            }
        }
        #expect("\(secret)" == "<secret, 32 bytes>")
        #expect(!(secret as Any is any Encodable))
    }

    @Test("a payload above the bound is refused")
    func bound() throws {
        var sealer = PayloadSealer(compartmentKey: key)
        let count = PayloadSealer.payloadBytesMax + 1
        #expect(throws: SealingError.tooLarge(count)) {
            try sealer.seal(Array(repeating: 0, count: count), scope: scope, sequence: 0, using: provider)
        }
    }

    @Test("the module of the cryptography is named, and is not validated")
    func module() {
        #expect(provider.module.name.hasPrefix("swift-crypto"))
        #expect(provider.module.validation == nil)
    }
}
