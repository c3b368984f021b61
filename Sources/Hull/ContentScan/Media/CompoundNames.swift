/// Looks for what encrypted documents of office programs have in a compound file: a stream of this name ([MS-OFFCRYPTO], 1.3.3), in UTF-16 in its directory.
struct CompoundNames {
    private static let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }

    private(set) var isEncrypted = false
    private var tail: [UInt8] = []

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        guard !isEncrypted else { return }
        let joined = tail + bytes
        isEncrypted = joined.firstRange(of: Self.name) != nil
        tail = Array(joined.suffix(Self.name.count - 1))
    }
}
