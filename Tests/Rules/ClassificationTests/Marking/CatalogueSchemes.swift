import Classification
import Foundation

/// The schemes that the catalogue ships.
enum CatalogueSchemes {
    static func load() throws -> Schemes {
        var root = URL(filePath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return try Schemes(json: [UInt8](Data(contentsOf: root.appending(path: "Catalogue/schemes.json"))))
    }
}
