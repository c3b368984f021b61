import Classification
import Foundation
import Journal
import PlantModel
import Storage
import Synchronization

@testable import Boundary

extension Leak {
    /// What the fault shows after an answer about the place that was looked at; nil where it shows nothing.
    func shown(after look: Look, in instance: Instance) async throws -> String? {
        switch self {
        case .cacheSize, .decisionStatistics, .labelNumbers, .labelCount, .factsVersion: statistics(instance)
        case .sequenceOfSharedLog, .treeSizeOfSharedLog, .messageNumbers, .lastModified, .failureText:
            try await counters(instance)
        case .storedContent, .uploadsUnderWay, .fileNameTaken, .fileNamesFromAllRows, .uploadThere, .fileForbidden:
            try await files(after: look, instance)
        default: try await rows(after: look, instance)
        }
    }

    private func files(after look: Look, _ instance: Instance) async throws -> String? {
        let blobs = instance.blobs[.mixed]
        let rows = try await instance.rows(.mixed, of: Attachment.table)
        let names = rows.map { Observer.text($0[3]) }
        switch (self, look) {
        case (.storedContent, _): return try blobs.map { "\(try $0.blobs().count)" }
        case (.uploadsUnderWay, _): return try blobs.map { "\(try $0.parts().count)" }
        case (.fileNameTaken, .searchFiles(_, let words, _, _)):
            return names.contains("\(words) valve.txt") ? "taken" : "free"
        case (.fileNamesFromAllRows, .suggest): return Set(names).sorted().joined(separator: ", ")
        case (.uploadThere, .upload(let place, let id)):
            let isThere = instance.uploads.withLock { $0.contains { $0.place == place && $0.id.bytes == id } }
            return isThere ? "of somebody else" : "not there"
        case (.fileForbidden, .content(.mixed, _, let id)), (.fileForbidden, .contentInTrouble(.mixed, let id, _, _)):
            return rows.contains { $0[0] == .bytes(id) } ? "forbidden" : "not there"
        default: return nil
        }
    }

    private func statistics(_ instance: Instance) -> String? {
        instance.boundary.state.withLock { state in
            let labels = (try? Instance.name(.mixed)).flatMap { state.compartments[$0]?.labels }
            switch self {
            case .cacheSize: return "\(state.tables.count)"
            case .decisionStatistics: return "\(state.tables.values.map(\.count).reduce(0, +))"
            case .labelNumbers:
                let own = labels?.all.filter { $0.value.label.label.values(in: "program") == [WorldPlant.open] }
                return own.map { "\($0.keys.sorted())" }
            case .labelCount: return labels.map { "\($0.count)" }
            case .factsVersion: return "\(state.versions)"
            default: return nil
            }
        }
    }

    private func counters(_ instance: Instance) async throws -> String? {
        let mixed = try Instance.name(.mixed)
        let head = try instance.engine.openLog(mixed, create: false).head()
        switch self {
        case .sequenceOfSharedLog:
            let item = ItemValues(id: Array(repeating: 1, count: 16), program: "MED", serial: "", amount: 0, body: "")
            return "\(try await instance.write([instance.draft(item, in: .mixed)], in: .mixed).sequences)"
        case .treeSizeOfSharedLog: return "\(head.size)"
        case .messageNumbers:
            return "\(try instance.engine.openLog(CompartmentName("control"), create: false).head().size)"
        case .lastModified: return "\(try await instance.views(.mixed).cursor())"
        case .failureText: return "the log of mixed stopped after \(head.size) entries"
        default: return nil
        }
    }

    /// What comes of looking at all rows of a table that some may not be seen of.
    private func rows(after look: Look, _ instance: Instance) async throws -> String? {
        let rows = try await instance.rows(.mixed)
        let program = try instance.boundary.label(of: .inspectionRecords, program: WorldPlant.open)
        let open = instance.boundary.state.withLock { state in
            (try? Instance.name(.mixed)).flatMap { state.compartments[$0]?.labels.all }?
                .filter { $0.value.label == program }.keys.map { $0 } ?? []
        }
        let isOpen = rows.map { row in
            if case .integer(let number) = row[1] { open.contains(number) } else { false }
        }
        func texts(_ column: Int) -> [String] { rows.map { Observer.text($0[column]) } }
        switch self {
        case .countedIDs:
            return zip(rows.indices, isOpen).filter(\.1).map { "\($0.0)" }.joined(separator: " ")
        case .redactedStubs: return isOpen.map { $0 ? "row" : "redacted" }.joined(separator: " ")
        case .unsaltedHash: return zip(texts(5), isOpen).filter(\.1).map { "\(Self.hash($0.0))" }.joined(separator: " ")
        case .totalOfAllRows: return "\(rows.count)"
        case .columnWidthOfAllRows: return "\((2...5).map { column in texts(column).map(\.count).max() ?? 0 })"
        case .sharedDictionary:
            let words = Set(texts(4).flatMap { $0.split(separator: " ").map(String.init) }).sorted()
            return zip(texts(4), isOpen).filter(\.1).flatMap { $0.0.split(separator: " ") }
                .map { word in "\(words.firstIndex(of: String(word)) ?? -1)" }.joined(separator: " ")
        case .entityTagOfAllRows: return "\(Self.hash("\(rows)"))"
        case .completionFromAllRows:
            return Set(texts(4).flatMap { $0.split(separator: " ").map(String.init) }).sorted().joined(separator: " ")
        case .rankOverAllRows:
            let count = Double(texts(4).count { $0.contains("valve") })
            return count > 0 ? "\(log(Double(rows.count) / count))" : nil
        case .hitsOfAllRows: return "\(texts(4).count { $0.contains("rotor") })"
        case .forbiddenInsteadOfNotFound:
            guard case .find(.mixed, _, let id) = look else { return nil }
            return rows.contains { $0[0] == .bytes(id) } ? "forbidden" : "not there"
        case .uniqueAmongAllRows:
            guard case .write(_, let serial, _) = look else { return nil }
            return texts(2).contains(serial) ? "the serial is taken" : "the serial is free"
        case .referredToByHiddenRows:
            let serials = zip(texts(2), isOpen)
            let hidden = Set(serials.filter { !$0.1 }.map(\.0))
            return serials.contains { $0.1 && hidden.contains($0.0) } ? "still referred to" : "may go"
        default: return nil
        }
    }
}
