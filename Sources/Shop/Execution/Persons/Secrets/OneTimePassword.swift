internal import Crypto
internal import Foundation

/// One-time passwords by time: six digits of HMAC-SHA-1 over steps of 30 seconds (RFC 6238, RFC 4226).
struct OneTimePassword: Hashable, Sendable {
    let secret: [UInt8]

    static let stepSeconds: UInt64 = 30
    /// The length of the hash (RFC 4226, 4, R6).
    static let secretBytes = 20
    /// Steps before and after the present that count too: clocks of telephones differ (RFC 6238, 5.2).
    static let stepsOff: UInt64 = 1

    /// The step that a password is of: the present one or a neighbour, later than the last one used, so that none counts twice.
    func step(of text: String, at milliseconds: UInt64, after last: UInt64?) -> UInt64? {
        let now = milliseconds / 1_000 / Self.stepSeconds
        let sent = Array(text.utf8)
        var found: UInt64?
        for step in (now - min(now, Self.stepsOff))...(now + Self.stepsOff) {
            let expected = Array(password(at: step).utf8)
            guard sent.count == expected.count else { continue }
            if zip(sent, expected).reduce(0 as UInt8, { $0 | ($1.0 ^ $1.1) }) == 0 { found = step }
        }
        guard let found, last.map({ found > $0 }) ?? true else { return nil }
        return found
    }

    func password(at step: UInt64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> UInt64(56 - $0 * 8)) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(code[19] & 0xf)
        let number =
            UInt32(code[offset] & 0x7f) << 24 | UInt32(code[offset + 1]) << 16 | UInt32(code[offset + 2]) << 8
            | UInt32(code[offset + 3])
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The secret as telephones take it: base 32 (RFC 4648), without padding.
    var text: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (bits, count) = (0, 0)
        for byte in secret {
            bits = (bits << 8 | Int(byte)) & 0xfff
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 31]) }
        return text
    }
}
