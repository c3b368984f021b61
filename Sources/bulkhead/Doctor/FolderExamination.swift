import Foundation
import Journal
import Storage

/// Looks at the folders of an instance. It opens logs to read, beside a writer if there is one.
struct FolderExamination {
    private let stores: InstanceStores

    init(_ stores: InstanceStores) { self.stores = stores }

    func findings() -> [DoctorFinding] {
        let hasData = isFolder(stores.data)
        let hasKeys = isFolder(stores.keys)
        var found = [
            folder(.dataFolder, stores.data, hasData), folder(.keyFolder, stores.keys, hasKeys),
        ]
        guard hasData else { return found }
        if hasKeys { found.append(apart) }
        found += [room, durable]
        return found + logs
    }

    private func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private func folder(_ code: DoctorFinding.Code, _ path: String, _ isThere: Bool) -> DoctorFinding {
        guard isThere else { return DoctorFinding(code: code, standing: .bad, seen: "it is not there") }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0
        let digits = String(mode, radix: 8)
        guard FileManager.default.isWritableFile(atPath: path) else {
            return DoctorFinding(code: code, standing: .bad, seen: "mode \(digits), and not to be written")
        }
        return DoctorFinding(
            code: code,
            standing: mode & 0o077 == 0 ? .good : .notice,
            seen: mode & 0o077 == 0 ? "mode \(digits)" : "mode \(digits): others of this machine can look into it"
        )
    }

    private var apart: DoctorFinding {
        func volume(_ path: String) -> Int? {
            (try? FileManager.default.attributesOfItem(atPath: path))?[.systemNumber] as? Int
        }
        let isApart = volume(stores.data) != volume(stores.keys)
        return DoctorFinding(
            code: .apart,
            standing: isApart ? .good : .notice,
            seen: isApart ? "two volumes" : "one volume"
        )
    }

    private var room: DoctorFinding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: stores.data)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return DoctorFinding(code: .room, standing: .notice, seen: "the volume does not say")
        }
        let megabytes = free / (1 << 20)
        return DoctorFinding(
            code: .room,
            standing: megabytes < 256 ? .bad : megabytes < 2_048 ? .notice : .good,
            seen: "\(megabytes) MB free"
        )
    }

    /// By the kind of the volume, as Linux tells it (proc(5), `/proc/self/mounts`): of memory and network volumes nothing acknowledged is sure.
    private var durable: DoctorFinding {
        let path = URL(filePath: stores.data).resolvingSymlinksInPath().path(percentEncoded: false)
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        let kinds = mounts.split(separator: "\n").compactMap { line -> (place: Substring, kind: Substring)? in
            let parts = line.split(separator: " ")
            guard parts.count > 2 else { return nil }
            let isOver = parts[1] == "/" || path == parts[1] || path.hasPrefix(parts[1] + "/")
            return isOver ? (parts[1], parts[2]) : nil
        }
        guard let kind = kinds.max(by: { $0.place.utf8.count < $1.place.utf8.count })?.kind else {
            return DoctorFinding(code: .durable, standing: .notice, seen: "the volume does not say what it is")
        }
        let unsure: Set<Substring> = ["tmpfs", "ramfs", "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"]
        return DoctorFinding(
            code: .durable,
            standing: unsure.contains(kind) ? .bad : .good,
            seen: unsure.contains(kind) ? "\(kind): memory or network" : "\(kind), local"
        )
    }

    private var logs: [DoctorFinding] {
        do {
            let engine = try SQLiteEngine(directory: stores.data, keyDirectory: stores.data)
            let names = try engine.compartments()
            var entries: UInt64 = 0
            var newest: UInt64 = 0
            for name in names {
                guard let log = try StoredLog(try engine.openLog(name, create: false)) else { continue }
                entries += log.head.size
                if log.head.size > log.first,
                    let last = try log.store.entries((log.head.size - 1)..<log.head.size).first
                {
                    newest = max(newest, try Event(encoded: last.entry).time)
                }
            }
            let now = UInt64(max(0, Date.now.timeIntervalSince1970 * 1_000))
            let behind = newest > now ? (newest - now) / 1_000 : 0
            return [
                DoctorFinding(code: .logs, standing: .good, seen: "\(names.count) logs, \(entries) entries"),
                DoctorFinding(
                    code: .behind,
                    standing: behind > 0 ? .bad : .good,
                    seen: behind > 0 ? "\(behind) s behind" : "not behind"
                ),
            ]
        } catch {
            let what = (error as? StorageError).map { "\($0.code)" } ?? (error as? JournalError).map { "\($0.code)" }
            return [DoctorFinding(code: .logs, standing: .bad, seen: "a log cannot be read: \(what ?? "unknown")")]
        }
    }
}
