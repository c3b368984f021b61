internal import Crypto
internal import Foundation

/// Hashes as reports and state files write them: the first bytes of `SHA-256`, in hexadecimal.
enum TextDigest {
    static func of(_ bytes: some Sequence<UInt8>, bytes count: Int = 32) -> String {
        SHA256.hash(data: Data(bytes)).prefix(count).map { String(format: "%02x", $0) }.joined()
    }
}
