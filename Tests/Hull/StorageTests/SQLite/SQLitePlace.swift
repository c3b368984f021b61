import Foundation
import Storage
import StorageConformance

/// Two folders of one test, removed with it.
final class SQLitePlace: StoragePlace, Sendable {
    let folder: String

    init() throws {
        let name = "bulkhead-store-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var directory: String { folder + "/store" }
    var keyDirectory: String { folder + "/keys" }

    func engine() throws -> SQLiteEngine { try SQLiteEngine(directory: directory, keyDirectory: keyDirectory) }
    func open() throws -> any StorageEngine { try engine() }

    func takeAway(_ compartment: CompartmentName) throws {
        try FileManager.default.removeItem(atPath: "\(directory)/\(compartment)")
        for name in try FileManager.default.contentsOfDirectory(atPath: keyDirectory)
        where name.hasPrefix("\(compartment).sqlite") {
            try FileManager.default.removeItem(atPath: "\(keyDirectory)/\(name)")
        }
    }
}
