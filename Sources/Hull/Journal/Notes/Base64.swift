internal import Foundation

/// Standard base64 (RFC 4648 section 4) with padding, read strictly: only what the encoder writes is accepted, so that no two texts
/// spell the same bytes.
enum Base64 {
    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let text = Data(text)
        guard let decoded = Data(base64Encoded: text), decoded.base64EncodedData() == text else { return nil }
        return [UInt8](decoded)
    }

    /// A hash in base64.
    static func hash(_ text: some Sequence<UInt8>) -> TreeHash? { bytes(text).flatMap { TreeHash($0) } }
}

/// A decimal number without sign, leading zeros or blanks, as C2SP writes sizes, indices and times.
enum Decimal {
    static func number(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard first != 0x30 || text.count == 1 else { return nil }
        return UInt64(String(decoding: text, as: UTF8.self))
    }
}
