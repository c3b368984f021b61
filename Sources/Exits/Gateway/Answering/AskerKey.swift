internal import Crypto
internal import Foundation
internal import HTTPSession

/// Who may ask: by a name and a password (RFC 7617).
struct AskerKey: Sendable {
    /// The hash of what has to be sent: hashes are compared, so that the time tells nothing of what is expected.
    private let hash: [UInt8]

    static let challenge = "Basic realm=\"gateway\""

    init(user: String, password: String) {
        hash = Self.hash("Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
    }

    func fits(_ headers: [HTTPHeader]) -> Bool {
        headers.one("authorization").map { Self.hash($0) == hash } ?? false
    }

    private static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}
