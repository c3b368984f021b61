internal import Foundation
internal import Journal
internal import Storage

/// The files that a plant decides by, as they were read, once: what is hashed is what is decided by.
public struct BaselineFiles: Sendable, Equatable {
    /// The plant file's name among ``plant``.
    public let plantName: String
    /// The plant file and all it includes, by path.
    public let plant: [String: [UInt8]]
    /// The catalogue's files, by name.
    public let catalogue: [String: [UInt8]]
    /// The theorems that go with the catalogue, by name.
    public let theorems: [String: [UInt8]]
    /// The grants of the plant's own, by name.
    public let grants: [String: [UInt8]]
    /// The reviewed rules by which a derived value carries less, as JSON, by name.
    public let determinations: [String: [UInt8]]

    /// Files.
    public init(
        plantName: String,
        plant: [String: [UInt8]],
        catalogue: [String: [UInt8]],
        theorems: [String: [UInt8]] = [:],
        grants: [String: [UInt8]],
        determinations: [String: [UInt8]] = [:]
    ) {
        self.plantName = plantName
        self.plant = plant
        self.catalogue = catalogue
        self.theorems = theorems
        self.grants = grants
        self.determinations = determinations
    }

    /// The hash of each file, by part and name, in lower-case hexadecimal (RFC 9162 leaf hash of its bytes).
    public var hashes: [String: String] {
        var hashes: [String: String] = [:]
        let parts = [
            ("plant", plant), ("catalogue", catalogue), ("theorems", theorems), ("grants", grants),
            ("determinations", determinations),
        ]
        for (part, files) in parts {
            for (name, bytes) in files { hashes["\(part)/\(name)"] = TreeHash.leaf(bytes).bytes.hexadecimal }
        }
        return hashes
    }
}
