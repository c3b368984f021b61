import Boundary
import Classification
import Execution
import Journal
import PlantModel
import SeededGeneration
import Storage
import TestPlant
import Testing

@Suite("How many units a recall reaches beyond what one may see, where policies let it be told")
struct RecallCountTests {
    /// Rita sees what is common and what is of MED.
    static let seeing = """
        @id("rita-sees") permit (principal == Person::"rita", action == Action::"view", resource is Record)
        when { (if resource has program then resource.program == Program::"MED" else true) };
        """

    /// A permit to have records of programs counted.
    static func counting(_ programs: [String], _ person: String = "rita") -> String {
        """
        @id("\(person)-counts") permit (principal == Person::"\(person)", action == Action::"count", resource is Record)
        when { resource has program && [\(programs.map { "Program::\"\($0)\"" }.joined(separator: ", "))].contains(resource.program)
          && ["genealogy", "orders"].contains(resource.kind) };
        """
    }

    static func rule(_ programs: Set<String>, programsMin: Int) throws -> Determination {
        Determination(
            rule: Execution.recallRule,
            kind: "recallCount",
            author: "eve",
            approvals: [.init(capacity: "exportOffice", approver: "ed"), .init(capacity: "quality", approver: "quin")],
            date: try ShopPlant.day("2026-01-01"),
            reviewBy: try ShopPlant.day("2027-12-31"),
            cite: "EC-2026-14 s6",
            programs: programs,
            threshold: .init(programsMin: programsMin, customersMin: programsMin),
            below: .reserved,
            result: try TestCatalogue.get().schemes.label(canonicalText: ""),
            resultClass: .genealogy
        )
    }

    static func plant(
        counting programs: [String] = ["VEH", "AGR"],
        covered: Set<String> = ["VEH", "MED", "AGR"],
        programsMin: Int = 2
    ) async throws -> ShopPlant {
        let plant = try await ShopPlant(
            grants: seeing + counting(programs),
            rules: [try rule(covered, programsMin: programsMin)]
        )
        try await plant.hull.boundary.learn(.american("rita", role: "recall"), by: .system("console"))
        try await plant.stateFacts()
        return plant
    }

    /// Finished units of a program with a bolt of the lot in each; or, with a part named, with that unit of another order in it.
    static func build(_ plant: ShopPlant, _ program: String, _ count: Int, around parts: [RecordID] = []) async throws
        -> [RecordID]
    {
        if count == 0 { return [] }
        let number = parts.isEmpty ? "LOW" : "HIGH"
        let content = WorkMasterContent(
            partNumber: "\(program)-\(number)",
            revision: "A",
            title: "Part",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Build",
                    workCenter: "bench",
                    instructions: "Build.",
                    standardMinutes: 1,
                    components: parts.isEmpty
                        ? [.init(partNumber: "BOLT-6", quantity: 1)]
                        : [.init(partNumber: "AGR-LOW", quantity: 1, isSerialised: true)]
                )
            ]
        )
        let master = try await plant.released(content, of: program)
        let order = try await plant.order(
            master,
            (0..<count).map { "\(program)-\(number)-\($0)" },
            number: "O-\(program)-\(number)"
        )
        let units = try plant.units(of: order, program)
        let olga = plant.by("olga")
        for (place, unit) in units.enumerated() {
            let at = UnitOperation(unit: unit, sequence: 10)
            _ = try await plant.execution.start(at, by: olga, key: plant.key("olga"))
            let item: ConsumedItem = parts.isEmpty ? .lot("L-55", quantity: 1) : .unit(parts[place])
            let part = parts.isEmpty ? "BOLT-6" : "AGR-LOW"
            _ = try await plant.execution.consume(item, of: part, at: at, by: olga, key: plant.key("olga"))
            _ = try await plant.execution.complete(
                at,
                signing: .init(printedName: "Olga"),
                by: olga,
                key: plant.key("olga")
            )
        }
        return units
    }

    /// All that the page of the lot is made of.
    static func page(_ plant: ShopPlant, _ person: String = "rita") async throws -> [[String: String]] {
        let lots = try plant.shown(await plant.execution.lots(number: "L-55", by: plant.by("pia")), to: "pia")
        let edges = try await plant.execution.use(ofLot: lot(plant), by: plant.by(person)).records()
        #expect(lots.compactMap { $0["number"] } == ["L-55"])
        return try plant.shown(edges, to: person)
    }

    static func lot(_ plant: ShopPlant) async throws -> RecordID {
        let found = try await plant.execution.lots(number: "L-55", by: plant.by("pia")).records.first?.id
        return RecordID(try #require(found))
    }

    /// What is told beyond; nil where nothing is.
    static func told(_ page: [[String: String]]) -> String? { page.compactMap { $0["beyondAtLeast"] }.first }

    @Test("who has no grant to count is told nothing, and who has one is told nothing without a determination")
    func denied() async throws {
        let plant = try await Self.plant()
        _ = try await Self.build(plant, "MED", 1)
        #expect(Self.told(try await Self.page(plant, "quin")) == nil)
        #expect(Self.told(try await Self.page(plant)) != nil)
        let without = try await ShopPlant(grants: Self.seeing + Self.counting(["VEH", "AGR"]))
        try await without.hull.boundary.learn(.american("rita", role: "recall"), by: .system("console"))
        try await without.stateFacts()
        #expect(Self.told(try await Self.page(without)) == nil)
        // Nor where the determination covers none of what may be counted.
        let other = try await Self.plant(covered: ["MED"])
        #expect(Self.told(try await Self.page(other)) == nil)
    }

    @Test("a number in full tens, of enough programs, without what is seen anyway; recorded as a release is")
    func told() async throws {
        let plant = try await Self.plant()
        _ = try await Self.build(plant, "MED", 3)
        let more = try await Self.build(plant, "VEH", 10)
        _ = try await Self.build(plant, "AGR", 3)
        let page = try await Self.page(plant)
        #expect(Self.told(page) == "10")
        #expect(page.compactMap { $0["serial"] }.sorted() == ["MED-LOW-0", "MED-LOW-1", "MED-LOW-2"])
        #expect(!"\(page)".contains("VEH") && !"\(page)".contains("AGR"))
        let store = try plant.hull.writer(of: CompartmentName("common")).log.store
        let kinds = try store.entries(0..<store.head().size).map { try Event(encoded: $0.entry).kind }
        #expect(kinds.contains("label.determined") && kinds.contains("release"))
        // A unit that she may not see is not there for her, counted or not.
        #expect(
            await plant.refusal {
                _ = try await plant.execution.record(of: more[0], by: plant.by("rita"))
            } == [.notFound]
        )
    }

    @Test("none, fewer than ten and any number of too few programs are told alike")
    func alike() async throws {
        let plant = try await Self.plant()
        #expect(Self.told(try await Self.page(plant)) == "0")
        _ = try await Self.build(plant, "VEH", 25)
        #expect(Self.told(try await Self.page(plant)) == "0")
        _ = try await Self.build(plant, "AGR", 1)
        #expect(Self.told(try await Self.page(plant)) == "20")
    }

    @Test(
        "what policies let nobody count is not counted and leads nowhere, though what lies behind it is seen elsewhere"
    )
    func hidden() async throws {
        let plant = try await Self.plant(counting: ["VEH"], programsMin: 1)
        _ = try await Self.build(plant, "VEH", 10)
        let before = Self.canonical(try await Self.page(plant))
        let parts = try await Self.build(plant, "AGR", 10)
        let tops = try await Self.build(plant, "MED", 10, around: parts)
        #expect(Self.canonical(try await Self.page(plant)) == before)
        #expect(Self.told(try await Self.page(plant)) == "10")
        // The units themselves are hers to see.
        let own = try await plant.execution.record(of: tops[0], by: plant.by("rita")).records()
        #expect(try plant.shown(own, to: "rita").contains { $0["serial"] == "MED-HIGH-0" })
    }

    @Test("what may be counted leads on, and of a unit it is told as of a lot")
    func through() async throws {
        let plant = try await Self.plant(counting: ["AGR"], programsMin: 1)
        let parts = try await Self.build(plant, "AGR", 10)
        _ = try await Self.build(plant, "MED", 10, around: parts)
        // Ten that she may not see, and ten that she may see and is not shown on this page, as what leads to them is hidden.
        let page = try await Self.page(plant)
        #expect(page.allSatisfy { $0["serial"] == nil })
        #expect(Self.told(page) == "20")
        let med = try await Self.build(plant, "MED", 1)
        let record = try await plant.execution.record(of: med[0], by: plant.by("rita")).records()
        #expect(Self.told(try plant.shown(record, to: "rita")) == "0")
    }

    @Test(
        "export law restricts content and not a number: that a foreign person may have units counted is the plant's grant to give"
    )
    func content() async throws {
        let plant = try await Self.plant()
        try await plant.hull.boundary.learn(ShopPlant.french("rita", role: "recall"), by: .system("console"))
        _ = try await Self.build(plant, "VEH", 12)
        _ = try await Self.build(plant, "AGR", 1)
        #expect(Self.told(try await Self.page(plant)) == "10")
    }

    /// The same but for ids that are random in each world.
    static func canonical(_ page: [[String: String]]) -> [String] {
        var ids: [String: Int] = [:]
        return page.map { record in
            record.sorted { $0.key < $1.key }.map { name, value in
                let isID = value.count == 32 && value.allSatisfy(\.isHexDigit)
                let shown = isID ? "#\(ids[value, default: ids.count])" : value
                if isID, ids[value] == nil { ids[value] = ids.count }
                return "\(name)=\(shown)"
            }.joined(separator: " ")
        }
    }

    @Test("two worlds that differ in what may not be counted give the same page", arguments: [1, 2, 3, 4] as [UInt64])
    func worlds(_ seed: UInt64) async throws {
        var chance = SeededGenerator(seed: seed)
        let seen = Int.random(in: 0...2, using: &chance)
        let counted = Int.random(in: 8...13, using: &chance)
        let hidden = Int.random(in: 1...12, using: &chance)
        let above = Int.random(in: 0...hidden, using: &chance)
        var pages: [[String]] = []
        for isThere in [false, true] {
            let plant = try await Self.plant(counting: ["VEH"], programsMin: 1)
            _ = try await Self.build(plant, "MED", seen)
            _ = try await Self.build(plant, "VEH", counted)
            if isThere {
                let parts = try await Self.build(plant, "AGR", hidden)
                _ = try await Self.build(plant, "MED", above, around: parts)
            }
            pages.append(Self.canonical(try await Self.page(plant)))
        }
        #expect(pages[0] == pages[1])
    }
}
