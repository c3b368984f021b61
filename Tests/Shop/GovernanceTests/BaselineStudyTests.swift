import Boundary
import CedarAnalysis
import Foundation
import Journal
import PlantModel
import TestPlant
import Testing

@testable import Governance

@Suite("Another baseline is studied before it is asked for", .timeLimit(.minutes(10)))
struct BaselineStudyTests {
    private static let narrower = GovernedSite.grants.replacing(
        "when { principal has role };",
        with: "when { principal has role && principal.role == \"engineer\" };"
    )

    private func study(_ site: GovernedSite, _ edit: BaselineEdit, limits: SolverLimits = SolverLimits()) throws
        -> WorkLine.Standing?
    {
        let current = try GovernedSite.draft()
        return BaselineInquiry(
            boundary: site.hull.boundary,
            current: current,
            last: try site.governance.release(on: site.clock.today),
            files: try current.files.changed(by: edit),
            planning: GovernedSite.planning,
            places: site.governance.places,
            whereabouts: .unknown,
            day: site.clock.today
        ).answer(limits, SolverInterrupt()) { _, _, _ in true }
    }

    private func found(_ site: GovernedSite, _ edit: BaselineEdit) throws -> BaselineStudy {
        let limits = SolverLimits(stepsMax: 5_000_000, millisecondsMax: 5_000)
        guard case .studied(let study)? = try study(site, edit, limits: limits) else {
            throw TestFailure(message: "no study")
        }
        return study
    }

    @Test("what differs is told in the words of the plant file, and what it touches by its kind")
    func differences() async throws {
        let site = try await GovernedSite.started()
        let text = GovernedSite.plantText.replacing("until: 2027-01-31", with: "until: 2028-01-31")
            .replacing("review: 2027-11-01", with: "review: 2028-11-01")
            .replacing(
                "environments:",
                with: "systems:\n  - { id: erp, kind: ERP, hosting: cellar, audiences: [staff] }\nenvironments:"
            )
        let study = try found(site, BaselineEdit(plant: text))
        let lines = study.differences.map { "\($0.kind) \($0.path): \($0.before) > \($0.after)" }
        #expect(
            lines.contains("authorization authorizations[MLA-7].until: 2027-01-31 > 2028-01-31")
                && lines.contains("program programs[VEH].classification.determination.review: 2027-11-01 > 2028-11-01"),
            "\(lines)"
        )
        #expect(study.differences.contains { $0.path == "systems[erp]" && $0.before.isEmpty }, "\(lines)")
        #expect(study.differences.kinds == ["authorization", "program", "system"])
        // An agreement names its program elsewhere in its entry, and so does each of its lines.
        #expect(study.differences.first { $0.kind == .authorization }?.programs == ["VEH"])
        #expect(study.impact.contains("the plan stays as it is") && study.proof.isComplete)
    }

    @Test("who loses is told in counts that name nobody, and the prover whether anybody could gain")
    func impact() async throws {
        let site = try await GovernedSite.started()
        let study = try found(site, BaselineEdit(grants: Self.narrower))
        #expect(study.impact.contains("nobody would gain anything"))
        #expect(study.impact.contains { $0.hasPrefix("3 persons would lose") }, "\(study.impact)")
        #expect(!study.impact.joined().contains("max") && !study.impact.joined().contains("VEH"))
        #expect(study.findings.contains { $0.about == "loses" && $0.answer == "example" })
        #expect(!study.findings.contains { $0.about == "gains" && $0.answer == "example" })
        #expect(study.differences.kinds == ["grant"])
    }

    @Test("a remark is another file that says the same")
    func wording() async throws {
        let site = try await GovernedSite.started()
        let study = try found(site, BaselineEdit(plant: GovernedSite.plantText + "# a remark\n"))
        #expect(study.differences.map(\.kind) == [.wording] && study.differences.map(\.path) == ["plant/plant.yaml"])
        #expect(study.impact.contains("proved: no request is decided otherwise"))
    }

    @Test("what cannot be decided by, or differs in nothing, is told, and asks for nothing")
    func unsound() async throws {
        let site = try await GovernedSite.started()
        for edit in [
            BaselineEdit(plant: "bulkhead: 1"), BaselineEdit(grants: "permit ("),
            BaselineEdit(grants: "forbid (principal, action, resource);"), BaselineEdit(plant: GovernedSite.plantText),
        ] {
            guard case .unsound(let problems)? = try study(site, edit) else {
                Issue.record("it is sound")
                continue
            }
            #expect(!problems.isEmpty)
        }
        let id = try await site.studied(BaselineEdit(plant: GovernedSite.plantText)).id
        await expect(refuses: .requestSettled) {
            try await site.governance.request(
                id,
                title: "Nothing",
                because: "none",
                effective: site.clock.today,
                command: site.command(),
                proving: site.command(),
                by: site.actor("ann")
            )
        }
    }

    @Test("paths that lead elsewhere, what is no text, and too much are refused by name")
    func hostile() async throws {
        let site = try await GovernedSite.started()
        let wrong: [(BaselineEdit, String)] = [
            (BaselineEdit(files: [:]), "no file was given"),
            (BaselineEdit(files: ["plant/../../etc/passwd": [65]]), "leads elsewhere"),
            (BaselineEdit(files: ["plant//x": [65]]), "leads elsewhere"),
            (BaselineEdit(files: ["plant/a\\b": [65]]), "leads elsewhere"),
            (BaselineEdit(files: ["grants/sub/x.cedar": [65]]), "leads elsewhere"),
            (BaselineEdit(files: ["/etc/passwd": [65]]), "no file of a baseline"),
            (BaselineEdit(files: ["keys/site.key": [65]]), "no file of a baseline"),
            (BaselineEdit(files: ["catalogue/run.sh": [65]]), "no file of a catalogue"),
            (BaselineEdit(files: ["plant/plant.yaml": [0xff, 0xfe]]), "not UTF-8"),
            (BaselineEdit(files: ["plant/plant.yaml": [UInt8](repeating: 35, count: 9 << 20)]), "bytes; at most"),
            (
                BaselineEdit(files: Dictionary(uniqueKeysWithValues: (0..<201).map { ("plant/\($0)", [UInt8]()) })),
                "201 files"
            ),
            (BaselineEdit(files: [:], removed: ["plant/plant.yaml"]), "it is the plant file"),
            (BaselineEdit(files: [:], removed: ["grants/grants.cedar"]), "one file of grants"),
            (BaselineEdit(files: [:], removed: ["grants/none.cedar"]), "none of the files in force"),
            (BaselineEdit(files: ["grants/more.cedar": [65]]), "one file of grants"),
            (BaselineEdit(files: [:], plan: Array("{}".utf8)), "the plan is none"),
        ]
        for (edit, words) in wrong {
            let error = await expect(refuses: .invalid) {
                try await site.governance.study(edit, at: .unknown, on: site.clock.today, by: site.actor("ann"))
            }
            #expect(error?.place.contains(words) == true, "\(words): \(error?.place ?? "")")
        }
    }

    @Test("a file that is sent by its name alone takes the place of the one that is called so")
    func names() throws {
        let files = BaselineFiles(
            plantName: "plant.yaml",
            plant: ["plant.yaml": [], "parts/a.yaml": [], "other/b.yaml": [], "parts/b.yaml": []],
            catalogue: [:],
            grants: [:]
        )
        #expect(try files.path(ofSent: "a.yaml", in: .plant) == "plant/parts/a.yaml")
        #expect(try files.path(ofSent: "new.csv", in: .plant) == "plant/new.csv")
        #expect(throws: GovernanceRefusal.self) { try files.path(ofSent: "b.yaml", in: .plant) }
    }

    @Test("its asker alone follows a study, and stops it")
    func own() async throws {
        let site = try await GovernedSite.started()
        let id = try await site.governance.study(
            BaselineEdit(grants: Self.narrower),
            at: .unknown,
            on: site.clock.today,
            by: site.actor("ann")
        )
        await expect(refuses: .notFound) { _ = try await site.governance.study(id, by: site.actor("ida")) }
        await expect(refuses: .notFound) { try site.governance.cancelStudy(id, by: site.actor("ida")) }
        await expect(refuses: .notFound) { _ = try await site.governance.answer(id, by: site.actor("ann")) }
        try site.governance.cancelStudy(id, by: site.actor("ann"))
        let records = try await site.governance.study(id, by: site.actor("ann")).records
        #expect(records.first?["standing"]?.shows("cancelled") == true)
        #expect(try await site.governance.policyQuestions(by: site.actor("ann")).records.isEmpty)
    }

    @Test("whoever may see the change sees what differs of the programs that they may know of")
    func approvers() async throws {
        let site = try await GovernedSite.started()
        let text = GovernedSite.plantText.replacing("until: 2027-01-31", with: "until: 2028-01-31")
        let change = try await site.ask(BaselineEdit(plant: text), effective: site.clock.today)
        let shown = try await site.governance.baselineChange(change.id, by: site.actor("qi")).records
        #expect(shown.contains { $0.kind == ChangeReview.kind.name && $0["tier"]?.shows("2") == true })
        #expect(shown.contains { $0["path"]?.shows("authorizations[MLA-7].until") == true })
        var foreign = PersonFacts(id: "fay", source: "HR", asOf: site.clock.today)
        foreign.employer = .init("owner")
        foreign.role = .init("engineer")
        foreign.usPerson = .init(false)
        foreign.usCitizen = .init(false)
        foreign.citizenships = [.init("FR")]
        foreign.residencies = [.init("FR")]
        foreign.worksIn = .init(["US"])
        try await site.hull.boundary.learn(foreign, by: .system("console"))
        let less = try await site.governance.baselineChange(change.id, by: site.actor("fay")).records
        #expect(less.contains { $0.kind == ChangeRequest.kind.name && !$0.isWithheld })
        #expect(!less.contains { $0["path"]?.shows("authorizations[MLA-7].until") == true })
        await expect(refuses: .notFound) {
            _ = try await site.governance.baselineChange(
                #require(AggregateID(Array(repeating: 7, count: 16))),
                by: site.actor("qi")
            )
        }
    }
}
