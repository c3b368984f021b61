/// What may be a PIN or a password.
public struct SecretRules: Sendable {
    /// Whether secrets that everybody tries first are refused: always, but on a demo that only its own machine can reach.
    public let refusesWellKnown: Bool

    /// Rules.
    public init(refusesWellKnown: Bool) { self.refusesWellKnown = refusesWellKnown }

    /// Digits of a PIN. With five attempts before the first wait, six digits are guessed once in 200,000 accounts.
    public static let pinDigits = 6...12
    /// Characters of a password (NIST SP 800-63B, 5.1.1.1, asks for 8 beside a second factor, and for no composition).
    public static let passwordCharacters = 12...128

    /// - Throws: `AccountRefusal` that says what is wrong with it.
    func check(pin: String) throws(AccountRefusal) {
        let digits = Array(pin.utf8)
        guard Self.pinDigits.contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .notAPIN
        }
        if refusesWellKnown, Self.isGuessedFirst(digits) { throw .wellKnown }
    }

    /// - Throws: `AccountRefusal` that says what is wrong with it.
    func check(password: String) throws(AccountRefusal) {
        guard Self.passwordCharacters.contains(password.count), password.utf8.count <= SecretHash.secretBytesMax else {
            throw .notAPassword
        }
        let plain = password.lowercased().filter { $0.isLetter || $0.isNumber }
        if refusesWellKnown, Set(plain).count < 5 || Self.passwords.contains(where: { plain.hasPrefix($0) }) {
            throw .wellKnown
        }
    }

    /// One digit, runs, a group repeated, mirrored halves, pairs that go up.
    private static func isGuessedFirst(_ digits: [UInt8]) -> Bool {
        let steps = Set(zip(digits, digits.dropFirst()).map { (Int($1) - Int($0) + 10) % 10 })
        if steps.count == 1, let step = steps.first, [0, 1, 9].contains(step) { return true }
        for length in 1...3 where digits.count % length == 0 {
            let group = digits.prefix(length)
            if stride(from: 0, to: digits.count, by: length).allSatisfy({
                digits[$0..<$0 + length].elementsEqual(group)
            }) {
                return true
            }
        }
        if digits.elementsEqual(digits.reversed()) { return true }
        let pairs = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] == digits[$0 + 1] }
        return pairs.allSatisfy(\.self) || pins.contains(String(decoding: digits, as: UTF8.self))
    }

    private static let pins: Set<String> = [
        "159753", "147258", "147852", "741852", "258369", "963852", "789456", "456789", "520131", "102030", "080808",
        "131313", "696969", "123654", "142536", "314159", "271828", "007007",
    ]

    private static let passwords = [
        "password", "passw0rd", "letmein", "welcome", "qwerty", "iloveyou", "administrator", "admin", "changeme",
        "bulkhead", "correcthorsebatterystaple", "123456", "abc123",
    ]
}
