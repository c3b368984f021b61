internal import Crypto

/// Names a command, chosen at random by who sends it: sent again under the same id it gets its first answer and records nothing.
public struct CommandID: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// - Returns: nil unless there are 16 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The id of the command's event number `part`, from zero: the command's own for the first, then
    /// `SHA-256("bulkhead command part v1\n" || id || part)`, cut to 16 bytes, the part in eight bytes big-endian. So the store, which knows an id
    /// of each entry, tells how many events a command recorded.
    func part(_ part: Int) -> CommandID {
        guard part > 0 else { return self }
        var writer = ByteWriter()
        writer.bytes = Array("bulkhead command part v1\n".utf8) + bytes
        writer.append(UInt64(part))
        return CommandID(unchecked: Array(SHA256.hash(data: writer.bytes).prefix(16)))
    }

    /// The id of what follows from a command and is recorded once, whatever happens in between.
    func following(_ purpose: String) -> CommandID {
        CommandID(
            unchecked: Array(SHA256.hash(data: Array("bulkhead command \(purpose) v1\n".utf8) + bytes).prefix(16))
        )
    }
}
