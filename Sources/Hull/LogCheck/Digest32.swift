internal import Crypto
internal import Foundation

/// A SHA-256 hash as the checker computes it. The checker shares no code with the journal: what one got wrong, the other is to find.
struct Digest32: Equatable, Sendable {
    private var parts: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    static func == (left: Digest32, right: Digest32) -> Bool { left.parts == right.parts }

    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == 32 else { return nil }
        withUnsafeMutableBytes(of: &parts) { $0.copyBytes(from: bytes) }
    }

    private init(finishing hasher: SHA256) {
        withUnsafeMutableBytes(of: &parts) { target in
            hasher.finalize().withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    /// `SHA-256(0x00 || entry)`, RFC 9162 section 2.1.1.
    static func leaf(_ entry: UnsafeRawBufferPointer) -> Digest32 {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return Digest32(finishing: hasher)
    }

    /// `SHA-256(0x01 || left || right)`, RFC 9162 section 2.1.1.
    static func node(_ left: Digest32, _ right: Digest32) -> Digest32 {
        var hasher = SHA256()
        let pair = (left.parts, right.parts)
        withUnsafeBytes(of: UInt8(0x01)) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: pair) { hasher.update(bufferPointer: $0) }
        return Digest32(finishing: hasher)
    }

    static func of(_ bytes: [UInt8]) -> Digest32 {
        var hasher = SHA256()
        hasher.update(data: bytes)
        return Digest32(finishing: hasher)
    }

    /// The Merkle tree hash over hashes, RFC 9162 section 2.1.1 from the first split down.
    static func tree(_ hashes: ArraySlice<Digest32>) -> Digest32 {
        guard let first = hashes.first else { return of([]) }
        if hashes.count == 1 { return first }
        var split = 1
        while split * 2 < hashes.count { split *= 2 }
        let middle = hashes.startIndex + split
        return node(tree(hashes[..<middle]), tree(hashes[middle...]))
    }

    var bytes: [UInt8] { withUnsafeBytes(of: parts) { Array($0) } }

    var base64: String { Data(bytes).base64EncodedString() }

    func matches(_ stored: ArraySlice<UInt8>) -> Bool {
        guard stored.count == 32 else { return false }
        return withUnsafeBytes(of: parts) { $0.elementsEqual(stored) }
    }
}

/// Base64 as RFC 4648 section 4 writes it and in no other spelling.
func decodedBase64(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let written = Data(text)
    guard let decoded = Data(base64Encoded: written), decoded.base64EncodedData() == written else { return nil }
    return [UInt8](decoded)
}

/// A decimal number without leading zeros.
func decimal(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard let number = UInt64(String(decoding: text, as: UTF8.self)), text.elementsEqual(String(number).utf8) else {
        return nil
    }
    return number
}
