import ArgumentParser
import Foundation

@testable import bulkhead

/// A folder with the example plant, its flow `f5` from the quality system to the BI declared, and a file that the quality system wrote.
final class GatewayFloor {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let catalogue = root.appending(path: "Catalogue").path(percentEncoded: false)

    static let fields =
        "fields: [ { name: report, type: text, class: jobResponses }, { name: project, type: text, class: jobResponses }, "
        + "{ name: hours, type: decimal, class: jobResponses }, { name: finding, type: text, class: nonconformances, optional: true } ]"

    let path: String

    /// - Parameter messages: of the flow, without what says whose a record is.
    init(
        filter: String = "passes: [jobResponses], drops: [nonconformances]",
        messages: String = "format: csv, \(fields)",
        program field: String = "project",
        codes: String = "{ P200: COM-200, P35: FTR-35 }",
        about: String = "report"
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gateway-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path(percentEncoded: false)
        let flow =
            "- { id: f5, from: qms, to: bi, carries: [nonconformances, jobResponses], programs: [COM-200, FTR-35], filter: bi-minimum, "
            + "messages: { holds: jobResponses, about: \(about), program: { field: \(field), codes: \(codes) }, \(messages) } }"
        let old =
            "- { id: f5, from: qms,            to: bi,     carries: [nonconformances], programs: [COM-200, FTR-35] }"
        let text = try String(
            contentsOf: Self.root.appending(path: "Examples/aerostructures/plant.yaml"),
            encoding: .utf8
        )
        try write(
            "plant.yaml",
            text.replacing(old, with: flow)
                .replacing("filters:\n", with: "filters:\n  - { id: bi-minimum, \(filter) }\n")
        )
        try write("grants.cedar", "")
        try write("a.csv", "report,project,hours,finding\nN-1,P200,1.5,scratch\nN-2,P35,2.0,bore\n")
        try FileManager.default.createDirectory(atPath: path + "/exchange", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: path + "/secrets", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    /// The messages in the folder of the flow.
    func messages() throws -> [String] {
        let folder = path + "/exchange/f5/out"
        // A name with a dot before it is a draft.
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".manifest") }
            .sorted()
            .map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
    }

    /// What a run of the gateway takes; the first one is approved.
    var arguments: [String] {
        let approved = ["--approve", "Ann Lee, export officer", "--approve", "Bo Ray, plant manager"]
        let isFirst = !FileManager.default.fileExists(atPath: path + "/data")
        return [
            path + "/plant.yaml", "--grants", path + "/grants.cedar", "--data", path + "/data", "--keys",
            path + "/keys", "--exchange", path + "/exchange", "--today", "legacy-mes", "--unvalidated", "--secrets",
            path + "/secrets",
        ] + (isFirst ? approved : [])
    }

    /// Runs a command; its exit code.
    static func run<Command: AsyncParsableCommand>(_ type: Command.Type, _ arguments: [String]) async throws -> Int32 {
        do {
            var command = try type.parse(arguments + ["--catalogue", catalogue])
            try await command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    /// Carries the flow once; the exit code.
    func carry() async throws -> Int32 { try await Self.run(GatewayRunCommand.self, arguments) }
}
