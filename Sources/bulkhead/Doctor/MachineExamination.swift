import Foundation
import Journal
import Storage

/// Looks at the program and the machine.
enum MachineExamination {
    static func findings() -> [DoctorFinding] {
        [program, machine, module, database, clock]
    }

    private static var program: DoctorFinding {
        #if DEBUG
        let build = "debug build"
        #else
        let build = "release build"
        #endif
        return DoctorFinding(code: .program, standing: .good, seen: "bulkhead, before its first release, \(build)")
    }

    private static var machine: DoctorFinding {
        let process = ProcessInfo.processInfo
        let memory = process.physicalMemory / (1 << 20)
        let isSmall = process.processorCount < 2 || memory < 1_024
        return DoctorFinding(
            code: .machine,
            standing: isSmall ? .notice : .good,
            seen: "\(process.operatingSystemVersionString), \(process.processorCount) cores, \(memory) MB"
        )
    }

    /// Ed25519 by the first vector of RFC 8032 (section 7.1), and a seal that opens for its place and for no other.
    private static var module: DoctorFinding {
        let provider = SwiftCryptoProvider()
        let name = provider.module.name
        guard vectorHolds(provider), sealHolds(provider) else {
            return DoctorFinding(code: .module, standing: .bad, seen: "\(name) answers otherwise")
        }
        guard let validation = provider.module.validation else {
            return DoctorFinding(code: .module, standing: .notice, seen: "\(name), without a validation")
        }
        return DoctorFinding(code: .module, standing: .good, seen: "\(name), \(validation)")
    }

    private static func vectorHolds(_ provider: SwiftCryptoProvider) -> Bool {
        let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
        let expected = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        guard let bytes = [UInt8](hexadecimal: secret, count: 32) else { return false }
        let key = SecretBytes(bytes)
        guard let publicKey = provider.publicKey(of: key), publicKey.hexadecimal == expected,
            let signature = try? provider.signature(over: [], privateKey: key)
        else { return false }
        return provider.verifies(signature: signature, over: [], publicKey: publicKey)
            && !provider.verifies(signature: signature, over: [0], publicKey: publicKey)
    }

    private static func sealHolds(_ provider: SwiftCryptoProvider) -> Bool {
        let key = SecretBytes(provider.randomBytes(32))
        guard let sealed = try? provider.seal([1, 2, 3], key: key, bindingTo: [7]) else { return false }
        return (try? provider.open(sealed, key: key, bindingTo: [7])) == [1, 2, 3]
            && (try? provider.open(sealed, key: key, bindingTo: [8])) == nil
    }

    /// A store in a folder of its own, written, read back and taken away.
    private static var database: DoctorFinding {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-doctor-\(UUID().uuidString)")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let engine = try SQLiteEngine(directory: folder + "/logs", keyDirectory: folder + "/keys")
            let table = ViewTable(
                "probe",
                columns: [ViewColumn("id", .integer), ViewColumn("text", .text)],
                key: ["id"],
                label: nil
            )
            let views = try engine.openViews(
                try CompartmentName("probe"),
                schema: ViewSchema(version: 1, tables: [table])
            )
            try views.apply([.put(table: "probe", row: [.integer(1), .text("ä")])], from: 0, to: 1)
            let rows = try views.writerRows(ViewQuery("probe", columns: ["text"], limit: 2))
            guard rows == [[.text("ä")]] else {
                return DoctorFinding(code: .database, standing: .bad, seen: "SQLite reads otherwise than was written")
            }
            return DoctorFinding(code: .database, standing: .good, seen: "SQLite \(SQLiteEngine.version)")
        } catch {
            return DoctorFinding(code: .database, standing: .bad, seen: "SQLite: \(Self.code(error))")
        }
    }

    private static func code(_ error: any Error) -> String {
        (error as? StorageError).map { "\($0.code)" } ?? "no folder can be made"
    }

    private static var clock: DoctorFinding {
        let time = Date.now.formatted(.iso8601)
        // What the usual time services leave while they keep the clock.
        let services = [
            "systemd-timesyncd": "/run/systemd/timesync/synchronized", "chrony": "/run/chrony/chronyd.pid",
            "ntpd": "/run/ntpd.pid",
        ]
        let found = services.filter { FileManager.default.fileExists(atPath: $0.value) }.keys.sorted()
        return DoctorFinding(
            code: .clock,
            standing: found.isEmpty ? .notice : .good,
            seen: "\(time), \(found.isEmpty ? "kept by no time service that is known here" : "kept by \(found[0])")"
        )
    }
}
