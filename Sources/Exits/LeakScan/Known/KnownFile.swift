public import Classification
public import ContentScan
internal import Crypto
internal import Foundation

/// An index of known content as a file: sealed with a key that is kept apart from it.
///
/// AES-256-GCM (NIST SP 800-38D) with a random nonce. Without the key the file says how much was indexed and nothing of what. With it guesses can be tested, so it
/// is as restricted as what was indexed.
public enum KnownFile {
    /// Why an index or its key cannot be used.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The key is not 32 bytes in base64.
        case noKey
        /// The file is no index, was changed, or was sealed with another key.
        case cannotOpen

        /// In words.
        public var description: String {
            switch self {
            case .noKey: "it is no key of an index: 32 bytes in base64 are expected"
            case .cannotOpen: "it is no index of known content, it was changed, or it was made with another key"
            }
        }
    }

    private static let magic = Array("bulkhead known 2\n".utf8)

    /// How many bytes a key has.
    public static let keyBytes = 32

    /// The text of a key's file.
    ///
    /// - Parameter bytes: ``keyBytes`` random ones.
    public static func text(ofKey bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() + "\n" }

    /// What an index holds.
    public struct Contents: Sendable {
        /// What is looked for.
        public let known: KnownContent
        /// What gateways let out; nil where no log of one was indexed.
        public let releases: ReleaseTrace?
    }

    /// Seals an index.
    public static func seal(
        _ known: KnownContent,
        releases: ReleaseTrace? = nil,
        key: String
    ) throws(Problem) -> [UInt8] {
        let key = try read(key)
        do {
            let content = known.encoded()
            let length = (0..<8).map { UInt8(truncatingIfNeeded: content.count >> ($0 * 8)) }
            let traced = try releases.map { Array(try JSONEncoder().encode($0)) } ?? []
            let box = try AES.GCM.seal(length + content + traced, using: key, authenticating: magic)
            guard let sealed = box.combined else { throw Problem.cannotOpen }
            return magic + sealed
        } catch { throw .cannotOpen }
    }

    /// Opens an index.
    public static func open(_ bytes: [UInt8], key: String, schemes: Schemes) throws(Problem) -> Contents {
        let key = try read(key)
        guard bytes.starts(with: magic) else { throw .cannotOpen }
        do {
            let box = try AES.GCM.SealedBox(combined: bytes[magic.count...])
            let opened = Array(try AES.GCM.open(box, using: key, authenticating: magic))
            let length = opened.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard opened.count >= 8, length <= UInt64(opened.count - 8) else { throw Problem.cannotOpen }
            let end = 8 + Int(length)
            let traced = opened[end...]
            return Contents(
                known: try KnownContent(encoded: Array(opened[8..<end]), schemes: schemes),
                releases: traced.isEmpty ? nil : try JSONDecoder().decode(ReleaseTrace.self, from: Data(traced))
            )
        } catch { throw .cannotOpen }
    }

    private static func read(_ key: String) throws(Problem) -> SymmetricKey {
        let text = key.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: text), bytes.count == keyBytes else { throw .noKey }
        return SymmetricKey(data: bytes)
    }
}
