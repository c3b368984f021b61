internal import Foundation
public import PlantModel

extension BaselineFiles {
    /// Reads the files of a plant: the plant file with all it includes, a catalogue's folder, and files of grants and of determinations.
    /// - Throws: `PlantProblems` of a plant file that does not load; `GovernanceRefusal` `unsound` for a file that cannot be read.
    public static func read(
        plant path: String,
        catalogue folder: String,
        grants: [String],
        determinations: [String] = [],
        plan: PlanFile? = nil
    ) throws -> BaselineFiles {
        let url = URL(filePath: path)
        let directory = url.deletingLastPathComponent()
        // Which files it includes, only reading it tells. What is decided by is read again from the bytes that are hashed.
        let names = try Plant.load(path: path).files
        var files: [String: [UInt8]] = [:]
        for name in names { files[name] = try bytes(directory.appending(path: name)) }
        let (catalogue, theorems) = try self.catalogue(at: folder)
        var own: [String: [UInt8]] = [:]
        for path in grants { own[URL(filePath: path).lastPathComponent] = try bytes(URL(filePath: path)) }
        var rules: [String: [UInt8]] = [:]
        for path in determinations { rules[URL(filePath: path).lastPathComponent] = try bytes(URL(filePath: path)) }
        return BaselineFiles(
            plantName: url.lastPathComponent,
            plant: files,
            catalogue: catalogue,
            theorems: theorems,
            grants: own,
            determinations: rules,
            plan: plan
        )
    }

    /// The files of a catalogue, and of the theorems that go with it.
    /// - Throws: `unsound` for a file that cannot be read.
    public static func catalogue(at folder: String) throws(GovernanceRefusal) -> (
        files: [String: [UInt8]], theorems: [String: [UInt8]]
    ) {
        var catalogue: [String: [UInt8]] = [:]
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in all where ObligationCatalogue.isPart(name) {
            catalogue[name] = try bytes(URL(filePath: folder).appending(path: name))
        }
        var theorems: [String: [UInt8]] = [:]
        let statements = URL(filePath: folder).appending(path: "theorems")
        let named = (try? FileManager.default.contentsOfDirectory(atPath: statements.path(percentEncoded: false))) ?? []
        for name in named where name.hasSuffix(".cedar") {
            theorems[name] = try bytes(statements.appending(path: name))
        }
        return (catalogue, theorems)
    }

    private static func bytes(_ url: URL) throws(GovernanceRefusal) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: url.path(percentEncoded: false)) else {
            throw GovernanceRefusal(.unsound, "\(url.path(percentEncoded: false)) cannot be read")
        }
        return [UInt8](data)
    }
}
