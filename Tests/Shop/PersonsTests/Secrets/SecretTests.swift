import Crypto
import Foundation
import Testing

@testable import Execution

@Suite("Secrets")
struct SecretTests {
    @Test("a hash is made by the key that scrypt gives in RFC 7914, section 12")
    func vector() throws {
        let cost = SecretCost(rounds: 1024, blockSize: 8, parallelism: 16)
        let hash = try SecretHash(of: "password", cost: cost, salt: Array("NaCl".utf8))
        let digits = Array("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
        let key = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let expected = HMAC<SHA256>.authenticationCode(for: SecretHash.label, using: SymmetricKey(data: key))
        #expect(hash.hash == Data(expected))
    }

    @Test("it matches its secret alone, also in another form of the same characters")
    func matches() throws {
        let hash = try SecretHash(of: "caf\u{e9} 1234 long", cost: Gatehouse.cost, salt: [1, 2, 3])
        #expect(hash.matches("cafe\u{301} 1234 long"))
        #expect(!hash.matches("cafe 1234 long"))
        #expect(!hash.matches(""))
        #expect(!hash.matches(String(repeating: "x", count: 1_000_000)))
    }

    @Test("the standard cost is what OWASP asks for scrypt at least")
    func cost() {
        let cost = SecretCost.standard
        #expect(cost.rounds >= 1 << 15 && cost.blockSize == 8 && cost.parallelism >= 3)
    }

    @Test(
        "PINs that are guessed first are refused",
        arguments: [
            "000000", "111111", "123456", "654321", "234567", "890123", "121212", "123123", "112233", "159753",
            "123321",
            "98765432", "00000000", "121121",
        ]
    )
    func wellKnownPINs(pin: String) {
        #expect(throws: AccountRefusal.wellKnown) { try SecretRules(refusesWellKnown: true).check(pin: pin) }
        #expect(throws: Never.self) { try SecretRules(refusesWellKnown: false).check(pin: pin) }
    }

    @Test("others are taken", arguments: ["402817", "918273", "20261124", "730184950162"])
    func otherPINs(pin: String) {
        #expect(throws: Never.self) { try SecretRules(refusesWellKnown: true).check(pin: pin) }
    }

    @Test("what is no PIN is refused", arguments: ["", "12345", "1234567890123", "40281a", "４０２８１７", "402 17"])
    func noPINs(pin: String) {
        #expect(throws: AccountRefusal.notAPIN) { try SecretRules(refusesWellKnown: false).check(pin: pin) }
    }

    @Test(
        "passwords that are guessed first are refused",
        arguments: ["Password-12345", "Qwerty1234567", "aaaaaaaaaaaaaa"]
    )
    func wellKnownPasswords(password: String) {
        #expect(throws: AccountRefusal.wellKnown) { try SecretRules(refusesWellKnown: true).check(password: password) }
    }

    @Test("short and endless passwords are refused")
    func noPasswords() {
        let rules = SecretRules(refusesWellKnown: true)
        #expect(throws: AccountRefusal.notAPassword) { try rules.check(password: "short one") }
        #expect(throws: AccountRefusal.notAPassword) { try rules.check(password: String(repeating: "ab", count: 100)) }
        #expect(throws: Never.self) { try rules.check(password: "mill lathe drill bore") }
    }
}

@Suite("One-time passwords")
struct OneTimePasswordTests {
    private let generator = OneTimePassword(secret: Array("12345678901234567890".utf8))

    @Test(
        "they are those of RFC 6238, appendix B, cut to six digits",
        arguments: [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
    )
    func vectors(seconds: UInt64, password: String) {
        #expect(generator.password(at: seconds / OneTimePassword.stepSeconds) == password)
    }

    @Test("one counts in its step and the two beside it, and once")
    func steps() {
        let password = generator.password(at: 100)
        for step in 99...101 as ClosedRange<UInt64> {
            #expect(generator.step(of: password, at: step * 30_000, after: nil) == 100)
        }
        #expect(generator.step(of: password, at: 98 * 30_000, after: nil) == nil)
        #expect(generator.step(of: password, at: 102 * 30_000, after: nil) == nil)
        #expect(generator.step(of: password, at: 100 * 30_000, after: 100) == nil)
        #expect(generator.step(of: password, at: 0, after: nil) == nil)
    }

    @Test("telephones take the secret in base 32 (RFC 4648, section 10)")
    func text() {
        #expect(OneTimePassword(secret: Array("foobar".utf8)).text == "MZXW6YTBOI")
        #expect(OneTimePassword(secret: Array("fo".utf8)).text == "MZXQ")
        #expect(generator.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }
}
