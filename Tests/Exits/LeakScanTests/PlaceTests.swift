import Classification
import Foundation
import LeakScan
import PlantModel
import Testing

@Suite("A finding is weighed by who reads it where it lies")
struct PlaceTests {
    private func judge(_ holdings: [PlaceJudge.Holding]) throws -> PlaceJudge {
        let plant = try Plant.load(
            path: ScanTools.repository.appending(path: "Examples/aerostructures/plant.yaml").path(percentEncoded: false)
        )
        let catalogue = try ObligationCatalogue.load(directory: ScanTools.catalogue)
        let facts = try FoundDataFacts(
            plant: plant,
            obligations: try PlantObligations(plant: plant, catalogue: catalogue),
            schemes: catalogue.schemes
        )
        return PlaceJudge(facts, schemes: catalogue.schemes, holdings: holdings)
    }

    private func outcome(_ text: String, at system: String) async throws -> ScanOutcome {
        let folder = try ScanFolder()
        try folder.write("plan.txt", text)
        let result = try await ScanTools.scan().run([folder.path])
        return ScanOutcome(
            result.findings,
            counts: result.counts,
            roots: [folder.path],
            asOf: try ScanTools.today,
            judge: try judge([PlaceJudge.Holding(system: system, path: folder.path)])
        )
    }

    @Test("technical data under the ITAR in the BI, which analysts abroad read, names them and the obligations")
    func leak() async throws {
        let outcome = try await outcome("Export controlled: ITAR USML VIII(i)\n", at: "bi")
        let weighed = try #require(outcome.findings.first)
        #expect(weighed.severity == .error)
        let refusals = try #require(weighed.judgement?.refusals)
        #expect(refusals.contains { $0.reader?.audience == "analysts" })
        #expect(refusals.allSatisfy { !$0.refusedBy.isEmpty })
        #expect(outcome.obligations.values.contains { $0.cite.contains("22 CFR") })
        let text = ScanText.write(outcome)
        #expect(text.contains("analysts reads bi and may not have it: "), "\(text)")
        #expect(text.contains("22 CFR"), "\(text)")
    }

    @Test("the same where all who read it may is a note, and no reason to fail")
    func admitted() async throws {
        let outcome = try await outcome("Export controlled: ITAR USML VIII(i)\n", at: "cmm")
        let weighed = try #require(outcome.findings.first)
        #expect(weighed.judgement?.refusals == [])
        #expect(weighed.severity == .note)
        #expect(!outcome.hasFindings)
    }

    @Test("a label that no policy can heed admits nobody")
    func sealed() async throws {
        let outcome = try await outcome("CUI//SP-QQQ//WRONG\n", at: "cmm")
        let weighed = try #require(outcome.findings.first { $0.severity == .error })
        #expect(weighed.judgement?.isAdmitted == false)
    }

    @Test("of paths in each other the longer counts, and beside them nothing is known")
    func holdings() throws {
        let judge = try judge([
            PlaceJudge.Holding(system: "share", path: "/srv/share"),
            PlaceJudge.Holding(system: "bi", path: "/srv/share/bi"),
        ])
        #expect(judge.system(holding: "/srv/share/a.txt") == "share")
        #expect(judge.system(holding: "/srv/share/bi/a.txt") == "bi")
        #expect(judge.system(holding: "/srv/share/bits/a.txt") == "share")
        #expect(judge.system(holding: "/srv/shared/a.txt") == nil)
    }
}
