import Foundation

/// Where a plant's files come from.
protocol PlantSource {
    /// A file's bytes.
    ///
    /// - Parameter name: the path relative to the plant's folder, without `.` and `..`.
    func read(_ name: String) -> Result<[UInt8], SourceFailure>
}

/// Why a file's bytes are not to be had.
enum SourceFailure: Error, Equatable {
    /// There is no such file.
    case missing
    /// It is no regular file, or it cannot be read.
    case unreadable
    /// It lies outside the plant's folder, through a link.
    case outside
    /// It is longer than `Limits.fileBytesMax`.
    case tooLarge(bytes: Int)
}

/// Files in a folder.
struct FolderSource: PlantSource {
    let folder: String

    func read(_ name: String) -> Result<[UInt8], SourceFailure> {
        let root = URL(fileURLWithPath: folder.isEmpty ? "." : folder).resolvingSymlinksInPath()
        let file = root.appendingPathComponent(name).resolvingSymlinksInPath()
        let inside = root.path == "/" ? "/" : root.path + "/"
        guard file.path.hasPrefix(inside) else { return .failure(.outside) }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else {
            return .failure(.missing)
        }
        // A device or a pipe could deliver bytes without end.
        guard attributes[.type] as? FileAttributeType == .typeRegular else { return .failure(.unreadable) }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        guard size <= Limits.fileBytesMax else { return .failure(.tooLarge(bytes: size)) }
        guard let handle = FileHandle(forReadingAtPath: file.path) else { return .failure(.unreadable) }
        defer { try? handle.close() }
        // The file may have grown since; never more than the limit is taken.
        guard let data = try? handle.read(upToCount: Limits.fileBytesMax + 1) else {
            return size == 0 ? .success([]) : .failure(.unreadable)
        }
        guard data.count <= Limits.fileBytesMax else { return .failure(.tooLarge(bytes: data.count)) }
        return .success(Array(data))
    }
}

/// A plant's folder and files beside it that somebody names on the command line.
struct AddingSource: PlantSource {
    let plant: FolderSource
    let added: Set<String>

    func read(_ name: String) -> Result<[UInt8], SourceFailure> {
        guard added.contains(name) else { return plant.read(name) }
        let file = URL(fileURLWithPath: name)
        return FolderSource(folder: file.deletingLastPathComponent().path).read(file.lastPathComponent)
    }
}

/// Files in memory, for tests and for a draft that is not saved.
struct MemorySource: PlantSource {
    var files: [String: [UInt8]]

    func read(_ name: String) -> Result<[UInt8], SourceFailure> {
        guard let bytes = files[name] else { return .failure(.missing) }
        return bytes.count > Limits.fileBytesMax ? .failure(.tooLarge(bytes: bytes.count)) : .success(bytes)
    }
}
