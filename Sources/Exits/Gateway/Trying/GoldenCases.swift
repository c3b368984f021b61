internal import Crypto
internal import Foundation
internal import PlantModel
internal import Storage

/// What a source may write and what the destination gets of it, as files that people read and review: the first pairs of a validation, one folder each.
///
/// `CASE/in` holds what the source wrote, `CASE/out` the messages with their manifests. The evidence names the hash of all that is in `out`.
public struct GoldenCases: Hashable, Sendable {
    /// The files, by their paths.
    public let files: [String: [UInt8]]
    /// The hash that the evidence of the same flow and policies names.
    public let digest: String

    /// Carries the cases of a flow.
    /// - Parameters:
    ///   - seed: that of the validation.
    ///   - pairs: how many pairs it carried.
    ///   - trial: a new one, of the plant and the policies.
    public init(_ flow: CarriedFlow, seed: UInt64 = 1, pairs: Int, in trial: FilterTrial) async throws {
        let passages = try await trial.passages(of: flow)
        var files: [String: [UInt8]] = [:]
        var hash = SHA256()
        for pair in 0..<min(FilterValidation.goldenSeeds.upperBound, UInt64(max(0, pairs))) {
            let world = TrialWorld(flow, passages, pair: pair, of: seed)
            let digits = String(pair + 1)
            let folder = (digits.count == 1 ? "0" : "") + digits
            for file in world.files { files["\(folder)/in/\(file.name)"] = file.bytes }
            for file in try await trial.carry(world) {
                files["\(folder)/out/\(file.name)"] = file.bytes
                FilterValidation.add(file, to: &hash)
            }
        }
        self.files = files
        digest = Array(hash.finalize()).hexadecimal
    }

    /// Writes them into a folder, and takes away what was written there before and is none of them any more.
    /// - Throws: `folder`.
    public func write(to folder: String) throws(GatewayRefusal) {
        do {
            for path in try Self.paths(in: folder) where files[path] == nil {
                try FileManager.default.removeItem(atPath: folder + "/" + path)
            }
            for (path, bytes) in files {
                let file = URL(filePath: folder + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(bytes).write(to: file)
            }
        } catch {
            throw GatewayRefusal(
                .folder,
                "\(folder): the golden cases cannot be written: \(error.localizedDescription)"
            )
        }
    }

    /// The paths of files in a folder that are others than these, missing, or too many.
    /// - Throws: `folder`.
    public func differences(in folder: String) throws(GatewayRefusal) -> [String] {
        let there: [String]
        do {
            there = try Self.paths(in: folder)
        } catch {
            throw GatewayRefusal(.folder, "\(folder): the golden cases cannot be read: \(error.localizedDescription)")
        }
        return Set(there).union(files.keys).sorted().filter { path in
            FileManager.default.contents(atPath: folder + "/" + path).map(Array.init) != files[path]
        }
    }

    /// What has the form of a case's file; whatever else lies in the folder is left alone.
    private static func paths(in folder: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            path.wholeMatch(of: /[0-9]{2}\/(in|out)\/[^\/]+/) != nil
        }
    }
}
