internal import Crypto
internal import Foundation
internal import HTTPSession

/// The signature of a message that is sent by request, as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and content.
///
/// The id is that of the message, however often it is sent; the time is that of this sending.
struct WebhookSignature: Sendable {
    static let idField = "webhook-id"
    static let timeField = "webhook-timestamp"
    static let signatureField = "webhook-signature"
    /// Seconds that a time may be off: who caught a request cannot send it again later.
    static let toleranceSeconds: Int64 = 300
    /// Bytes of a secret (Standard Webhooks 1.0, "Signature scheme").
    static let secretBytes = 24...64

    private let key: SymmetricKey

    /// A secret as it is handed over, `whsec_` and base64; nil for what is none.
    init?(secret text: String) {
        guard text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst(6))),
            Self.secretBytes.contains(bytes.count)
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The fields of a message.
    func headers(id: String, seconds: Int64, _ body: [UInt8]) -> [HTTPHeader] {
        let code = HMAC<SHA256>.authenticationCode(for: Self.content(id, seconds, body), using: key)
        return [
            HTTPHeader(Self.idField, id), HTTPHeader(Self.timeField, String(seconds)),
            HTTPHeader(Self.signatureField, "v1," + Data(code).base64EncodedString()),
        ]
    }

    /// The id of a message that is signed by the secret and was sent now; nil of any other. How long this takes tells nothing of the secret.
    func id(of headers: [HTTPHeader], _ body: [UInt8], at seconds: Int64) -> String? {
        guard let id = headers.one(Self.idField), id.wholeMatch(of: /[\x21-\x7e]{1,256}/) != nil,
            let text = headers.one(Self.timeField), text.wholeMatch(of: /[0-9]{1,12}/) != nil, let time = Int64(text),
            abs(time - seconds) <= Self.toleranceSeconds, let signatures = headers.one(Self.signatureField)
        else { return nil }
        let content = Self.content(id, time, body)
        // Several, while a secret is changed for another.
        let isSigned = signatures.split(separator: " ").prefix(10).contains { signature in
            guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: String(signature.dropFirst(3))) else {
                return false
            }
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: content, using: key)
        }
        return isSigned ? id : nil
    }

    private static func content(_ id: String, _ seconds: Int64, _ body: [UInt8]) -> Data {
        var content = Data("\(id).\(seconds).".utf8)
        content.append(contentsOf: body)
        return content
    }
}
