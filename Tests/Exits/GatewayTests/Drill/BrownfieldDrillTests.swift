import Boundary
import Cedar
import Classification
import ContentScan
import Foundation
import Gateway
import Journal
import LeakScan
import Planning
import PlantModel
import TestPlant
import Testing

/// The first day of a brownfield program at the example plant: its quality system has always sent nonconformances to the business intelligence of the group.
/// Nobody drew that flow; it carries those of the fighter structure too.
@Suite("The brownfield drill")
struct BrownfieldDrillTests {
    /// What the quality system writes: one report of each program, as its engineers word them. The one of the fighter structure is marked, as it has to be.
    static let export = """
        report,project,hours,finding\r
        N-101,P200,1.5,scratch on the inner skin\r
        N-102,P35,4.0,"Export controlled: ITAR USML VIII(i)
        Bore of frame 7 is 0.2 over"\r
        N-103,P200,0.5,burr at the splice\r

        """

    static let messages =
        "messages: { format: csv, holds: jobResponses, about: report, program: { field: project, codes: { P200: COM-200, P35: FTR-35 } }, "
        + "fields: [ { name: report, type: text, class: jobResponses }, { name: project, type: text, class: jobResponses }, "
        + "{ name: hours, type: decimal, class: jobResponses }, { name: finding, type: text, class: nonconformances, optional: true } ] }"

    /// The example plant, its flow as it is, with a declaration of what it carries.
    static func plant(filter: Bool) throws -> Plant {
        let path = TestCatalogue.root + "Examples/aerostructures/plant.yaml"
        let old =
            "- { id: f5, from: qms,            to: bi,     carries: [nonconformances], programs: [COM-200, FTR-35] }"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard text.contains(old) else { throw TestFailure(message: "the example's flow f5 is another one") }
        let new =
            "- { id: f5, from: qms, to: bi, carries: [nonconformances, jobResponses], programs: [COM-200, FTR-35], "
            + (filter ? "filter: bi-minimum, " : "") + messages + " }"
        let rules = "filters:\n  - { id: bi-minimum, passes: [jobResponses], drops: [nonconformances] }\n"
        return try Plant.load(
            "plant.yaml",
            files: [
                "plant.yaml": text.replacing(old, with: new).replacing(
                    "filters:\n",
                    with: filter ? rules : "filters:\n"
                )
            ]
        )
    }

    /// What can get to the BI on paper by that flow, of the fighter structure.
    static func onPaper(_ plant: Plant) throws -> [PossibleRelease] {
        try FlowAnalysis(plant, catalogue: TestCatalogue.get(), solver: nil).releases.filter { release in
            release.at == "bi" && release.flows.contains("f5")
                && release.data.contains { $0.programs.contains("FTR-35") && $0.classes.contains("nonconformances") }
        }
    }

    /// What a scan finds in a folder that the BI holds.
    static func inBytes(_ folder: MessageFolder, _ plant: Plant) async throws -> ScanOutcome {
        let catalogue = try TestCatalogue.get()
        let rules = [UInt8](try Data(contentsOf: URL(filePath: TestCatalogue.folder + "/schemes.json")))
        let path = try LeakScan.resolved(folder.path).orThrow("no folder")
        let scan = LeakScan(ContentScanner(schemes: catalogue.schemes), rules: rules)
        let result = try await scan.run([path])
        let facts = try FoundDataFacts(
            plant: plant,
            obligations: try PlantObligations(plant: plant, catalogue: catalogue),
            schemes: catalogue.schemes
        )
        return ScanOutcome(
            result.findings,
            counts: result.counts,
            roots: [path],
            asOf: plant.asOf,
            judge: PlaceJudge(
                facts,
                schemes: catalogue.schemes,
                holdings: [PlaceJudge.Holding(system: "bi", path: path)]
            )
        )
    }

    @Test("a leak to the BI is found on paper and in bytes, cut by the filter, and gone from both")
    func drill() async throws {
        // Today: the quality system writes into the BI's folder itself.
        let today = try Self.plant(filter: false)
        let legacy = try MessageFolder()
        try Data(Self.export.utf8).write(to: URL(filePath: legacy.path).appending(path: "reports.csv"))
        let possible = try Self.onPaper(today)
        #expect(!possible.isEmpty)
        #expect(possible.allSatisfy { !$0.refusedBy.isEmpty })
        let found = try await Self.inBytes(legacy, today)
        #expect(found.hasFindings)
        let leak = try #require(found.findings.first { $0.severity == .error })
        #expect(leak.judgement?.refusals?.contains { $0.reader?.audience == "analysts" } == true)

        // Tomorrow: the gateway stands between, under the filter that the analysis asked for.
        let filtered = try Self.plant(filter: true)
        let catalogue = try TestCatalogue.get()
        let trial = try await FilterTrial(
            filtered,
            catalogue: catalogue,
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        let flow = try CarriedFlow("f5", of: filtered)
        let (taken, sent, files) = try await trial.carry(Array(Self.export.utf8), named: "reports.csv", flow)
        let passages = try await trial.passages(of: flow)
        await trial.close()
        let carried = try MessageFolder()
        for file in files { try Data(file.bytes).write(to: URL(filePath: carried.path).appending(path: file.name)) }
        #expect(taken.records == 3 && taken.deadLetters == 0)
        #expect(sent.records >= 2)
        #expect(passages["COM-200"]?["hours"] == .passes)
        #expect(passages.values.allSatisfy { $0["finding"] == .filtered })
        #expect(try Self.onPaper(filtered).isEmpty)
        // Manifests say how their messages are marked, as they have to; in what they lie beside there is nothing to find, and no ITAR anywhere.
        let rest = try await Self.inBytes(carried, filtered).findings
        #expect(rest.allSatisfy { $0.finding.path.hasSuffix(FolderConnector.manifestSuffix) })
        #expect(rest.allSatisfy { !$0.finding.label.contains("usml") })
        let messages = files.filter { $0.name.hasSuffix(".csv") }.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(messages.contains { $0.contains("N-101,P200,1.5") && $0.contains("N-103,P200,0.5") })
        #expect(messages.allSatisfy { !$0.contains("Bore") && !$0.contains("scratch") })
    }

    @Test("without a filter policies alone keep back what the BI's readers may not have")
    func policiesAlone() async throws {
        let plant = try Self.plant(filter: false)
        let trial = try await FilterTrial(
            plant,
            catalogue: TestCatalogue.get(),
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        let passages = try await trial.passages(of: CarriedFlow("f5", of: plant))
        await trial.close()
        #expect(passages["FTR-35"]?["finding"] == .withheld)
    }
}
