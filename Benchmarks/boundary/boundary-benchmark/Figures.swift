import Boundary
import Foundation
import Journal
import Storage

func microseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e6 + Double(duration.components.attoseconds) / 1e12
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func printed(_ value: Double) -> String { String(format: "%.1f", value) }

/// Views of a compartment in files of a new folder, while a body runs.
func withViews(
    _ name: String,
    of compartment: CompartmentName,
    _ table: ViewTable,
    _ body: (any ViewStore, String) async throws -> Void
)
    async throws
{
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "\(name)-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
    )
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
    )
    let engine = try SQLiteEngine(directory: path + "/data", keyDirectory: path + "/keys")
    _ = try engine.openLog(compartment, create: true)
    let schema = try ViewSchema(version: 1, tables: [LabelRegister.table, table])
    try await body(engine.openViews(compartment, schema: schema), path)
}
