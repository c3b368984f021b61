import Boundary
import Execution
import PlantModel
import TestPlant
import Testing

@Suite("A file of facts from the system that owns them")
struct FactFeedTests {
    private func feed(_ kind: FactFeed.Kind, _ text: String, asOf: String = "2026-11-24") throws -> FactFeed {
        try FactFeed(text, of: kind, file: "feed", source: "QMS", asOf: ShopPlant.day(asOf))
    }

    private func refused(_ kind: FactFeed.Kind, _ text: String) -> [String] {
        do {
            _ = try feed(kind, text)
            return []
        } catch {
            return (error as? FeedProblems)?.problems ?? ["\(error)"]
        }
    }

    @Test("each line is taken, or refused with its place and the reason")
    func lines() async throws {
        let bench = try await OperationTests.Bench()
        let plant = bench.plant
        let text = """
            tag,description,calibrationDue,usable,asOf
            G-20,Caliper,2027-01-31,,
            G-21,Caliper,soon,perhaps,
            ,Caliper,2027-01-31,,
            G-20,Caliper,2028-01-31,,
            G-7,Depth gauge,2028-01-31,,2026-11-19
            G-22,Caliper,2027-01-31,no,2026-11-25
            G-23,Caliper,2027-01-31,no,2026-11-23
            """
        let outcome = try await plant.execution.take(feed(.gauges, text), by: plant.by("quin"), key: plant.key("quin"))
        #expect(outcome.taken == 2 && outcome.same == 0)
        #expect(
            outcome.refused == [
                "feed:3:calibrationDue: \"soon\" is no day such as 2026-11-24",
                "feed:3:usable: \"perhaps\"; expected yes, no, or nothing for yes",
                "feed:4:1: the tag is missing",
                "feed:5:1: it is about the same as line 2",
                "feed:6:1: BH-E090: A newer statement of this fact is on file. Nothing is to be done, unless the dates are wrong.",
                "feed:7:1: BH-E010: What was given is not right (asOf: 2026-11-25 is after today, 2026-11-24). Mend what is named and send it again.",
            ]
        )
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7", gauge: "G-22") == [.gaugeMissing])
        #expect(await bench.measure("12.7", gauge: "G-23") == [.gaugeUnusable])
        #expect(await bench.measure("12.7", gauge: "G-20") == nil)
    }

    @Test("sent again, no line is taken twice; what says the same of the same day is on file already")
    func again() async throws {
        let plant = try await ShopPlant()
        let lots = try feed(.lots, "number,part,supplier,quantity,expires\nL-9,BOLT-6,Bolts Inc,12,2027-01-31")
        let key = try plant.key("once", "pia")
        #expect(await plant.execution.take(lots, by: plant.by("pia"), key: key).taken == 1)
        for key in [key, try plant.key("pia")] {
            let outcome = await plant.execution.take(lots, by: plant.by("pia"), key: key)
            #expect(outcome.taken == 0 && outcome.same == 1 && outcome.refused.isEmpty)
        }
        // Another file under the same key is another file.
        let more = try feed(.lots, "number,part,supplier,quantity\nL-10,BOLT-6,Bolts Inc,12")
        #expect(await plant.execution.take(more, by: plant.by("pia"), key: key).taken == 1)
    }

    @Test("whoever may not state such facts has every line refused, and learns of no program")
    func denied() async throws {
        let plant = try await ShopPlant()
        let text = """
            person,program,part,revision,trained
            olga,VEH,BRK-1,A,2026-11-20
            olga,NOT,BRK-1,A,2026-11-20
            """
        _ = try await plant.released(ShopPlant.bracket(), of: "VEH")
        let outcome = try await plant.execution.take(
            feed(.trainings, text),
            by: plant.by("fred"),
            key: plant.key("fred")
        )
        let hidden =
            "BH-E001: There is nothing of that name that you may know of. Look at the code you scanned, or ask who gave it to you."
        #expect(outcome.taken == 0 && outcome.refused == ["feed:2:1: \(hidden)", "feed:3:1: \(hidden)"])
    }

    @Test("a training is of a revision of a part, and lifts its gate; a qualification is of a person")
    func persons() async throws {
        var content = try ShopPlant.bracket(training: true)
        content.operations[0].qualifications = ["milling"]
        let bench = try await OperationTests.Bench(content)
        let plant = bench.plant
        #expect(await bench.start(10) == [.qualificationMissing, .trainingMissing])
        let trained = try feed(
            .trainings,
            "person,program,part,revision,trained\nolga,MED,BRK-1,A,2026-11-20\nolga,MED,BRK-1,Z,2026-11-20"
        )
        let outcome = try await plant.execution.take(trained, by: plant.by("quin"), key: plant.key("quin"))
        #expect(outcome.taken == 1 && outcome.refused.count == 1)
        let qualified = try feed(
            .qualifications,
            "person,qualification,until\nolga,milling,2026-11-24\nolga,turning,\n"
        )
        #expect(try await plant.execution.take(qualified, by: plant.by("quin"), key: plant.key("quin")).taken == 2)
        #expect(await bench.start(10) == nil)
    }

    @Test(
        "what is no table of its kind is refused whole, with its place",
        arguments: [
            "", "tag,description,calibrationDue\n", "tag,description,calibrationDue,shoe\nG,x,2027-01-31,9\n",
            "tag,description,calibrationDue\nG-1,x\n", "tag,description,calibrationDue\n\"G-1,x,2027-01-31\n",
            "\u{0}\u{1}",
            "tag,tag,description\nG,G,x\n",
            "tag\n" + (0...2_000).map { "G-\($0)" }.joined(separator: "\n"),
        ]
    )
    func malformed(text: String) {
        let found = refused(.gauges, text)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("feed") }, "\(found)")
    }

    @Test("hostile cells are values like others, or refused")
    func hostile() async throws {
        let plant = try await ShopPlant()
        let text = """
            number,part,supplier,quantity
            "=HYPERLINK(""x"")",BOLT-6,<script>,1
            L-1,BOLT-6,Bolts Inc,-1
            L-2,BOLT-6,Bolts Inc,99999999999999999999
            L-3,BOLT-6,Bolts Inc,2000000000
            L-4,BOLT-6,"'; DROP TABLE lots; --",1
            L-5,BOLT-6,\(String(repeating: "x", count: 5_000)),1
            """
        let outcome = try await plant.execution.take(feed(.lots, text), by: plant.by("pia"), key: plant.key("pia"))
        #expect(outcome.taken == 2 && outcome.refused.count == 4)
    }
}
