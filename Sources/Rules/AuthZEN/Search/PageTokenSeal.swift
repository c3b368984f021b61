/// Makes page tokens tamper-evident. The library has no cryptography of its own: whoever runs it supplies a message authentication code,
/// such as HMAC-SHA-256 (FIPS 198-1) under a random key, the same for all processes that answer for one decision point. A new key makes
/// open searches begin anew.
public protocol PageTokenSeal: Sendable {
    /// The authentication code of a message: at least 16 bytes, the same for the same message, and not to be found without the key.
    /// - Throws: when the key cannot be used; the request is then answered with status 500.
    func code(for message: [UInt8]) throws -> [UInt8]
}
