internal import Foundation

/// Looks at and copies the content of attachments: sealed files, each named once and never changed.
///
/// A file of it is there before the log tells of it. Copied after its log, nothing is missing that the copy of the log tells of, but for what
/// was destroyed meanwhile and is to be gone.
enum BlobBackup {
    /// Where a compartment keeps them.
    static func folder(of compartment: CompartmentName, in directory: String) -> String {
        "\(directory)/\(compartment)/blobs"
    }

    /// Looks at the files of a compartment, and adds what was found; nothing where it has no attachments. Whether the content is what was sealed is seen when it is opened:
    /// that takes its key.
    static func check(_ compartment: CompartmentName, in directory: String, into report: inout StoreReport) {
        let folder = folder(of: compartment, in: directory)
        do throws(StorageError) {
            guard try PrivateFile.kind(of: folder) == .folder else { return }
            let names = try names(in: folder)
            for name in names { _ = try PrivateFile.isThere("\(folder)/\(name)") }
            report.stores.append(store(compartment, folder, count: names.count))
        } catch {
            report.add(error, of: compartment, at: folder)
        }
    }

    /// Copies the files of a compartment to where none are, and adds what was copied.
    /// - Throws: `full`, `readOnly`, `failed`; `damaged` for what is no ordinary file.
    static func copy(
        _ compartment: CompartmentName,
        from source: String,
        to target: String,
        into report: inout StoreReport
    ) throws(StorageError) {
        let (from, to) = (folder(of: compartment, in: source), folder(of: compartment, in: target))
        guard try PrivateFile.kind(of: from) == .folder else { return }
        try PrivateFile.makeFolder(to)
        var count = 0
        for name in try names(in: from) where try copy("\(from)/\(name)", to: "\(to)/\(name)") { count += 1 }
        report.stores.append(store(compartment, to, count: count))
    }

    private static func names(in folder: String) throws(StorageError) -> [BlobName] {
        try PrivateFile.names(in: folder).compactMap { BlobName(text: $0) }.sorted()
    }

    private static func store(_ compartment: CompartmentName, _ folder: String, count: Int) -> StoreReport.Store {
        StoreReport.Store(
            compartment: compartment.description,
            kind: "attachments",
            path: folder,
            version: 1,
            count: UInt64(count),
            gone: 0
        )
    }

    /// Copies one file; it gets its name when it is whole and flushed.
    /// - Returns: whether it was still there.
    private static func copy(_ path: String, to copy: String) throws(StorageError) -> Bool {
        guard try PrivateFile.isThere(path) else { return false }
        let draft = copy + ".new"
        try PrivateFile.remove([draft])
        do {
            try FileManager.default.copyItem(atPath: path, toPath: draft)
        } catch {
            guard try PrivateFile.isThere(path) else { return false }
            throw StorageError(.failed, "\(path) cannot be copied to \(draft): \(error.localizedDescription)")
        }
        try PrivateFile.flush(draft)
        try PrivateFile.rename(draft, to: copy)
        return true
    }
}
