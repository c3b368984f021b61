/// Key material. It is neither `Codable` nor printed: every description, dump or interpolation of it, also from inside another value,
/// shows only how many bytes there are. It leaves by `withBytes` alone.
///
/// The memory is not locked and not wiped: whoever reads this process has the keys anyway (see the threat model).
public struct SecretBytes: Sendable {
    private let bytes: [UInt8]

    /// Takes key material.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Bytes of the key.
    public var count: Int { bytes.count }

    /// Lends the key material.
    public func withBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result { try body(bytes) }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The number of bytes, never the bytes.
    public var description: String { "<secret, \(bytes.count) bytes>" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// A mirror without children, so that `dump` and reflecting printers have nothing to show.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
