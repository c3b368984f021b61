/// Names a compartment in a store: it becomes the name of a folder and of a schema, so it has the letters that both take.
public struct CompartmentName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name.
    public let description: String

    /// PostgreSQL cuts names off at 63 bytes (`NAMEDATALEN`); room is left for what the engines add.
    public static let bytesMax = 40

    /// A name: a lower-case ASCII letter, then letters, digits and underscores.
    /// - Throws: `StorageError.invalidName` when the text has another form.
    public init(_ text: String) throws(StorageError) {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = text.utf8.first, letters.contains(first), text.utf8.count <= Self.bytesMax,
            text.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") })
        else {
            throw StorageError(
                .invalidName,
                "\(text.debugDescription) cannot name a compartment; use a lower-case letter, then lower-case letters, digits and `_`, at most \(Self.bytesMax)"
            )
        }
        description = text
    }

    /// By bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
