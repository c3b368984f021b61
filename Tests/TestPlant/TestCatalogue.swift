internal import Foundation
public import PlantModel

/// The catalogue of this repository.
public enum TestCatalogue {
    /// Where the repository is.
    public static let root = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        .path(percentEncoded: false)

    /// Its folder.
    public static let folder = root + "Catalogue"

    private static let loaded = Result { try ObligationCatalogue.load(directory: folder) }

    /// Read once: it is the same for every test.
    public static func get() throws -> ObligationCatalogue { try loaded.get() }
}
