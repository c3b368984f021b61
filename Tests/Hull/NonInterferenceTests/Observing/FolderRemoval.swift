import Foundation

/// Takes the files of worlds away.
enum FolderRemoval {
    static func remove(_ folder: URL) throws { try FileManager.default.removeItem(at: folder) }
}
