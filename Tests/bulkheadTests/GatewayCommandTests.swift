import ArgumentParser
import Foundation
import Planning
import PlantModel
import PublishedSchemas
import Testing

@testable import Gateway
@testable import bulkhead

@Suite("bulkhead gateway")
struct GatewayCommandTests {
    @Test("check tries a file in memory, and says by its exit code whether all of it is what the flow declares")
    func check() async throws {
        let floor = try GatewayFloor()
        let plant = floor.path + "/plant.yaml"
        let sample = ["--flow", "f5", "--sample", floor.path + "/a.csv", "--into", floor.path + "/tried"]
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant] + sample) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: floor.path + "/tried").count == 2)
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant, "--json"]) == 0)
        try floor.write("a.csv", "report,project,hours,drawing\nN-1,P200,1.5,D-1\n")
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant] + sample) == 1)
        try floor.write("a.csv", "report,hours\n")
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant] + sample) == 1)
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant, "--flow", "f1"]) == 2)
        #expect(try await GatewayFloor.run(GatewayCheckCommand.self, [plant, "--flow", "none"]) == 2)
        #expect(throws: (any Error).self) { try GatewayCheckCommand.parse([plant, "--sample", "a.csv"]) }
    }

    @Test("diff says what is let through otherwise")
    func diff() async throws {
        let (one, same) = (try GatewayFloor(), try GatewayFloor())
        let other = try GatewayFloor(filter: "passes: [report, hours]")
        func diff(_ to: GatewayFloor) async throws -> Int32 {
            try await GatewayFloor.run(
                GatewayDiffCommand.self,
                [one.path + "/plant.yaml", to.path + "/plant.yaml", "--flow", "f5"]
            )
        }
        #expect(try await diff(same) == 0)
        #expect(try await diff(other) == 1)
    }

    @Test("run carries what waits beside an instance of today, once, after two approved what is decided by")
    func carry() async throws {
        let floor = try GatewayFloor()
        let all = [
            floor.path + "/plant.yaml", "--grants", floor.path + "/grants.cedar", "--data", floor.path + "/data",
            "--keys", floor.path + "/keys", "--exchange", floor.path + "/exchange", "--today", "legacy-mes",
            "--unvalidated",
        ]
        let approved = ["--approve", "Ann Lee, export officer", "--approve", "Bo Ray, plant manager"]
        try floor.write(
            "exchange/f5/in/a.csv",
            "report,project,hours,finding\nN-1,P200,1.5,scratch\nN-2,P35,2.0,bore\n"
        )
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, all) == 2)
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, all + approved) == 0)
        #expect(try floor.messages() == ["report,project,hours\r\nN-1,P200,1.5\r\n"])
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, all + ["--json"]) == 0)
        #expect(try await GatewayFloor.run(GatewayReplayCommand.self, all) == 0)
        #expect(try floor.messages().count == 1)
        try floor.write("exchange/f5/in/b.csv", "report,project,hours\nN-3,P200,none\nN-4,P200,1\n")
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, all) == 1)
        #expect(try floor.messages().count == 2)
        await #expect(throws: ValidationError.self) {
            try await GatewayFloor.run(GatewayRunCommand.self, all.map { $0 == "legacy-mes" ? "no-mes" : $0 })
        }
    }

    @Test("evidence is made, signed and checked, and refused where it is not what was signed or of another filter")
    func evidence() async throws {
        let (floor, other) = (try GatewayFloor(), try GatewayFloor(filter: "passes: [report]"))
        let plant = floor.path + "/plant.yaml"
        let signed = ["--flow", "f5", "--evidence", floor.path + "/e", "--key", floor.path + "/k"]
        // A few pairs do not meet every planted leak, so that this says no more than that it was not shown.
        #expect(
            try await [0, 1].contains(GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "12"] + signed))
        )
        #expect(
            try await GatewayFloor.run(GatewayValidateCommand.self, [other.path + "/plant.yaml", "--check"] + signed)
                == 1
        )
        let text = try String(contentsOfFile: floor.path + "/e", encoding: .utf8)
        try floor.write("e", text.replacing("\"version\"", with: "\"versian\""))
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed) == 4)
        #expect(throws: (any Error).self) {
            try GatewayValidateCommand.parse([plant, "--flow", "f5", "--evidence", "e"])
        }
    }

    @Test("golden cases lie in a folder for people to review, and are told where they are others")
    func golden() async throws {
        let floor = try GatewayFloor()
        let plant = floor.path + "/plant.yaml"
        let cases = ["--golden", floor.path + "/golden"]
        let signed = ["--flow", "f5", "--evidence", floor.path + "/e", "--key", floor.path + "/k"] + cases
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "60"] + signed) == 0)
        let files = try FileManager.default.subpathsOfDirectory(atPath: floor.path + "/golden").sorted()
        #expect(files.filter { $0.hasSuffix("/in") || $0.hasSuffix("/out") }.count >= 10)
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed) == 0)
        let message = try #require(files.first { $0.contains("/out/") && $0.hasSuffix(".csv") })
        let text = try String(contentsOfFile: floor.path + "/golden/" + message, encoding: .utf8)
        try floor.write("golden/" + message, text + "more\r\n")
        try floor.write("golden/README.md", "Reviewed.")
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed) == 1)
        try floor.write("golden/99/out/more.csv", "")
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "60"] + signed) == 0)
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed) == 0)
        #expect(try String(contentsOfFile: floor.path + "/golden/" + message, encoding: .utf8) == text)
        #expect(FileManager.default.fileExists(atPath: floor.path + "/golden/README.md"))
        try FileManager.default.removeItem(atPath: floor.path + "/golden/" + message)
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed) == 1)
    }

    @Test("nothing is carried without evidence that is of the flow as it is, signed by the key that is known")
    func evidenceToRun() async throws {
        let floor = try GatewayFloor()
        let plant = floor.path + "/plant.yaml"
        try FileManager.default.createDirectory(atPath: floor.path + "/shown", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: floor.path + "/exchange", withIntermediateDirectories: true)
        let place = [
            "--grants", floor.path + "/grants.cedar", "--data", floor.path + "/data", "--keys", floor.path + "/keys",
            "--exchange", floor.path + "/exchange", "--today", "legacy-mes", "--approve", "Ann Lee, export officer",
            "--approve", "Bo Ray, plant manager",
        ]
        let shown = ["--evidence", floor.path + "/shown", "--evidence-key", floor.path + "/k.pub"]
        #expect(throws: (any Error).self) { try GatewayRunCommand.parse([plant] + place) }
        #expect(throws: (any Error).self) { try GatewayRunCommand.parse([plant] + place + shown + ["--unvalidated"]) }
        let signed = ["--flow", "f5", "--evidence", floor.path + "/shown/f5.evidence", "--key", floor.path + "/k"]
        // Until every planted leak was met.
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "60"] + signed) == 0)
        let other = try GatewayFloor(filter: "passes: [report]")
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, [other.path + "/plant.yaml"] + place + shown) == 1)
        let evidence = try String(contentsOfFile: floor.path + "/shown/f5.evidence", encoding: .utf8)
        try floor.write("shown/f5.evidence", evidence.replacing("\"flow\"", with: "\"flaw\""))
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, [plant] + place + shown) == 4)
        try floor.write("shown/f5.evidence", evidence)
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, [plant] + place + shown) == 0)
        let determinations = [
            "--determinations",
            GatewayFloor.root.appending(path: "Examples/aerostructures/determinations.json")
                .path(percentEncoded: false),
        ]
        // Evidence is of all that is decided by, whether a message hangs on it or not.
        let with = place + shown + determinations
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, [plant] + with) == 1)
        #expect(
            try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed + determinations) == 1
        )
        #expect(
            try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "60"] + signed + determinations)
                == 0
        )
        #expect(
            try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--check"] + signed + determinations) == 0
        )
        try FileManager.default.removeItem(atPath: floor.path + "/shown/f5.evidence")
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, [plant] + place + shown) == 1)
    }

    @Test(
        "a parameter of questions that selects by what is withheld is refused, unless the plant says why it may be sent"
    )
    func parameters() async throws {
        func status(_ parameter: String) async throws -> Int32 {
            let floor = try GatewayFloor(
                messages:
                    "format: json, source: { by: proxy, address: \"http://127.0.0.1:1\", listen: \"http://127.0.0.1:0\", routes: [/orders], "
                    + "parameters: [ \(parameter) ] }, " + GatewayFloor.fields
            )
            try floor.write("secrets/f5.destination", "bi\nword\n")
            let checked = try await GatewayFloor.run(
                GatewayCheckCommand.self,
                [floor.path + "/plant.yaml", "--flow", "f5"]
            )
            #expect(try await floor.carry() == checked)
            return checked
        }
        #expect(try await status("{ name: hours, selects: hours }") == 0)
        #expect(try await status("{ name: finding, selects: finding }") == 2)
        #expect(try await status("{ name: finding, selects: finding, because: the system has one word for all }") == 0)
        #expect(try await status("{ name: page, because: says how much comes at once }") == 0)
    }

    @Test("a rationale cites what is shown of each filter, and says where it does not hold any more")
    func rationale() async throws {
        let floor = try GatewayFloor()
        let plant = floor.path + "/plant.yaml"
        let signed = ["--flow", "f5", "--evidence", floor.path + "/f5.evidence", "--key", floor.path + "/k"]
        #expect(try await GatewayFloor.run(GatewayValidateCommand.self, [plant, "--pairs", "60"] + signed) == 0)
        let catalogue = try CatalogueLocation.parse(["--catalogue", GatewayFloor.catalogue]).load()
        func standing(_ plant: String, key: String = "k.pub") async throws -> FilterStanding? {
            let cited = try CitedEvidence.parse(["--evidence", floor.path, "--evidence-key", floor.path + "/" + key])
            return try await cited.standings(try CheckCommand.load(plant), catalogue)?.first
        }
        let holds = try #require(try await standing(plant))
        #expect(holds.state == .holds && holds.pairs == 60 && holds.reason == nil && (holds.proved ?? 0) > 0)
        let other = try GatewayFloor(filter: "passes: [report]")
        let expired = try #require(try await standing(other.path + "/plant.yaml"))
        #expect(expired.state == .expired && expired.reason?.contains("another schema") == true)
        let text = try String(contentsOfFile: floor.path + "/f5.evidence", encoding: .utf8)
        try floor.write("f5.evidence", text.replacing("\"flow\"", with: "\"flaw\""))
        #expect(try await standing(plant)?.state == .unsigned)
        try FileManager.default.removeItem(atPath: floor.path + "/f5.evidence")
        #expect(try await standing(plant)?.state == .missing)
        #expect(throws: (any Error).self) { try CitedEvidence.parse(["--evidence", floor.path]) }
        #expect(throws: (any Error).self) {
            try RationaleCommand.parse([plant, "--for", "analysts", "--evidence", "a", "--evidence-key", "b"])
        }
    }

    @Test("what --json writes keeps to the published schemas")
    func schemas() async throws {
        let floor = try GatewayFloor()
        let model = try CheckCommand.load(floor.path + "/plant.yaml")
        let flow = try CarriedFlow("f5", of: model)
        let catalogue = try CatalogueLocation.parse(["--catalogue", GatewayFloor.catalogue]).load()
        let trying = try TrialArguments.parse([])
        let trial = try await trying.trial(model, catalogue)
        let passages = try await trial.passages(of: flow).mapValues { $0.mapValues(\.description) }
        await trial.close()
        #expect(
            try PublishedSchema("gateway-check").problems(of: Data(ReportOutput.encode(["f5": passages]).utf8)) == []
        )
        let differences = [
            GatewayDiffCommand.Difference(flow: "f5", program: "P", field: "x", before: "passes", after: "not carried")
        ]
        #expect(
            try PublishedSchema("gateway-difference").problems(of: Data(ReportOutput.encode(differences).utf8)) == []
        )
        let evidence = try await FilterValidation.run(
            flow,
            on: model.asOf.description,
            pairs: 2,
            proof: try FilterProof(model, catalogue: catalogue, grants: try trying.policies())
        ) { try await trying.trial(model, catalogue) }
        #expect(try PublishedSchema("filter-evidence").problems(of: Data(ReportOutput.encode(evidence).utf8)) == [])
        var report = RunReport(flow: "f5")
        report.refusals = [GatewayRefusal(.noPeer, "nobody answers")]
        #expect(
            try PublishedSchema("gateway-run").problems(of: Data(ReportOutput.encode(GatewayRunJSON(report)).utf8))
                == []
        )
    }
}
