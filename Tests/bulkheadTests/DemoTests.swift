import Boundary
import Execution
import Foundation
import Governance
import Journal
import Planning
import PlantModel
import Storage
import TestDatabases
import Testing

@testable import bulkhead

@Suite("The demo is made by commands, under the policies of its plant")
struct DemoTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

    /// An instance of an example in a folder of its own, to be filled.
    private static func instance(
        of example: String,
        _ name: String,
        in stores: InstanceStores,
        clock: DemoClock
    ) async throws -> (opened: OpenedInstance, accounts: Accounts, demo: DemoFloor) {
        let draft = try BaselineDraft(
            .read(
                plant: Self.path("Examples/\(example)/plant.yaml"),
                catalogue: Self.path("Catalogue"),
                grants: [Self.path("Examples/aerostructures/grants.cedar")]
            )
        )
        let (plant, catalogue) = (draft.baseline.plant, draft.baseline.catalogue)
        let plan = try #require(try PlanCommand.plan(plant, catalogue: catalogue, neighbours: false).file)
        let served = try ServedInstance(plan.instances, named: name, at: nil, of: plant)
        let opened = try await OpenedInstance(
            served,
            stores: stores,
            draft: draft,
            approvers: [.init(approver: "Ann", capacity: "export"), .init(approver: "Bo", capacity: "plant")],
            clock: clock
        )
        let accounts = Accounts(
            opened.hull,
            provider: SwiftCryptoProvider(),
            clock: clock,
            rules: SecretRules(refusesWellKnown: true),
            cost: SecretCost(rounds: 16, blockSize: 8, parallelism: 1)
        )
        let register = Self.path("Examples/\(example)/register.csv")
        return (opened, accounts, try DemoFloor(opened, served, accounts, register: register, clock: clock))
    }

    /// Where an instance is kept.
    enum Place: CaseIterable, CustomTestStringConvertible {
        case folder, database

        var testDescription: String { self == .folder ? "in a folder" : "in a PostgreSQL database" }
    }

    private func kept(in place: Place = .folder, _ body: (InstanceStores) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (data, keys) = (folder.appending(path: "data").path, folder.appending(path: "keys").path)
        guard place == .database else { return try await body(InstanceStores(data: data, keys: keys, siteKey: nil)) }
        let database = try PostgreSQLPlace(PrivateCluster.shared.get())
        let stores = InstanceStores(
            data: database.writer,
            reader: database.reader,
            attachments: data,
            keys: keys,
            siteKey: nil
        )
        #expect(try stores.isNew())
        try await body(stores)
        #expect(try !stores.isNew())
    }

    @Test(
        "persons can sign in, units stand at every stage, and who is no U.S. person finds none of them",
        arguments: Place.allCases
    )
    func floor(place: Place) async throws {
        try await kept(in: place) { stores in
            let (opened, accounts, demo) = try await Self.instance(
                of: "aerostructures",
                "wichita-onprem",
                in: stores,
                clock: DemoClock()
            )
            let badges = try await demo.fill().badges
            #expect(Set(badges.map(\.pin)).count > 1)
            // Who took the register over administers nothing any more: the console shows the link for the first administrator.
            #expect(try accounts.needsAdministrator())
            let operatorBadge = try #require(badges.first { $0.role == "operator" })
            let account = try await accounts.signIn(.badge(operatorBadge.badge, pin: operatorBadge.pin))
            #expect(account.name == operatorBadge.name)
            // No program of this plant asks for a second factor.
            #expect(badges.allSatisfy { $0.generator == nil })

            let persons = try demo.persons("operator")
            func found(_ serial: String, by person: FedPerson) async throws -> Int {
                try await opened.execution.units(serial: serial, by: demo.asker(person)).records.count
            }
            let foreigner = try #require(persons.first { $0.facts.usPerson?.value == false })
            for serial in (101...106).map({ "FTR-35-\($0)" }) {
                #expect(try await found(serial, by: persons[0]) == 1)
                #expect(try await found(serial, by: foreigner) == 0)
            }
            let open = try await opened.execution.openNonconformances(
                limit: 10,
                by: demo.asker(try demo.persons("quality")[0])
            )
            #expect(open.records.count == 1)
            await opened.hull.close()
        }
    }

    @Test(
        "it has a terminal in each zone of its site and one abroad, each with a code that makes one browser that terminal"
    )
    func terminals() async throws {
        try await kept { stores in
            let (opened, accounts, demo) = try await Self.instance(
                of: "aerostructures",
                "wichita-onprem",
                in: stores,
                clock: DemoClock()
            )
            let made = try await demo.fill().terminals
            #expect(
                made.map(\.place) == [
                    "zone wic-open, site wichita, US", "zone wic-cage, site wichita, US",
                    "zone mty-open, site monterrey, MX",
                ]
            )
            for terminal in made {
                let credential = try await accounts.enrolTerminal(terminal.code)
                #expect(try accounts.terminal(bearing: credential)?.name == terminal.name)
            }
            await opened.hull.close()
        }
    }

    /// One program asks for two factors: one badge has a generator beside its PIN, and the PIN alone finds none of the program's units.
    private func reachedByTwoFactors(_ demo: DemoFloor, _ accounts: Accounts, _ badges: [DemoFloor.Badge]) async throws
    {
        #expect(demo.twoFactorPrograms == ["UAV-4"])
        let quality = try demo.persons("quality")[0]
        let known = badges.filter { $0.generator != nil }
        #expect(known.map(\.badge) == [quality.account.badge] && known.first?.generator?.key.count == 32)
        #expect(try accounts.hasGenerator(quality.account.person))
        for (factors, count) in [(1, 0), (2, 1)] {
            let asker = demo.asker(quality, factors: factors)
            #expect(try await demo.execution.units(serial: "UAV-4-101", by: asker).records.count == count)
            #expect(try await demo.execution.units(serial: "FTR-35-101", by: asker).records.count == 1)
        }
        // What the console tells to scan is refused with the way to the second factor.
        let unit = try #require(RecordID(text: known.first?.generator?.unit ?? ""))
        let refusal = await #expect(throws: ExecutionRefusal.self) {
            _ = try await demo.execution.scan(unit, by: demo.asker(quality, factors: 1))
        }
        #expect(refusal?.denial?.isMetByTwoFactors == true)
        #expect(try await demo.execution.scan(unit, by: demo.asker(quality)).records.count > 0)
    }

    /// What a history comes to: how many units of each part are at which state, and how many records of each kind there are.
    private func history(units: Int) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try await kept { stores in
            let clock = DemoClock()
            clock.set(DemoHistory.beginning(before: clock.now))
            let (opened, accounts, demo) = try await Self.instance(
                of: "aerostructures-extended",
                "wichita-onprem",
                in: stores,
                clock: clock
            )
            let badges = try await demo.fill(history: units).badges
            #expect(badges.count == 60 && !clock.isSet)
            try await reachedByTwoFactors(demo, accounts, badges)
            for place in Set(demo.served.places.values).sorted() {
                func rows(_ table: String, _ columns: [String]) throws -> [[ViewValue]] {
                    try opened.hull.rows(ViewQuery(table, columns: columns, limit: 10_000), in: place)
                }
                for row in try rows("work_unit", ["part_number", "state"]) {
                    guard case .text(let part) = row[0], case .text(let state) = row[1] else { continue }
                    for name in ["unit", "part \(part)", "state \(state)"] { counts[name, default: 0] += 1 }
                }
                for row in try rows("access_event", ["outcome"]) { counts["\(row[0])", default: 0] += 1 }
                for table in [
                    "nonconformance", "consumption", "signature", "access_review", "training_record",
                    "printed_traveler",
                    "first_article", "conformance_certificate", "leak", "report_clock", "unit_rework",
                    "process_variant",
                ] {
                    counts[table, default: 0] += try rows(table, ["id"]).count
                }
            }
            await opened.hull.close()
        }
        return counts
    }

    @Test(
        "a history of weeks leaves units at every stage of every program, and is the same for the same number of units (long run)"
    )
    func weeks() async throws {
        let counts = try await history(units: 70)
        #expect(counts["unit"] == 70 && counts["access_review"] == 2 * 7)
        for program in ["FTR-35", "HEL-60", "MPA-8", "SAT-3", "TNK-12", "TRN-7", "UAV-4"] {
            #expect(counts["part SF-\(program)", default: 0] > 0, "\(program)")
        }
        let done = counts["state finished", default: 0]
        #expect(done > 20 && done < 70, "\(counts)")
        for kind in [
            "nonconformance", "consumption", "signature", "training_record", "printed_traveler", "first_article",
            "conformance_certificate", "leak", "report_clock", "unit_rework",
        ] {
            #expect(counts[kind, default: 0] > 0, "\(kind)")
        }
        #expect(counts["text(\"denied\")", default: 0] > 0, "\(counts)")
        // One of a routing that moved on, one of a form that is past its last day.
        #expect(counts["process_variant"] == 2)
        if ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" {
            #expect(try await history(units: 70) == counts)
        }
    }

    @Test("the clock of a history goes on from where it is set, never back, and never beyond the machine's")
    func clock() {
        let clock = DemoClock()
        let real = clock.now
        clock.set(real - 1_000_000)
        #expect(clock.isSet && clock.now >= real - 1_000_000 && clock.now < real - 900_000)
        clock.set(real - 2_000_000)
        #expect(clock.now >= real - 1_000_000)
        clock.set(real + 3_600_000)
        #expect(clock.now < real + 3_600_000)
        clock.release()
        #expect(!clock.isSet && clock.now >= real)
    }

    @Test("what befalls units comes from the seed alone; progress says how long it takes as soon as that can be told")
    func choices() {
        var (one, other) = (DemoChoices(seed: 7), DemoChoices(seed: 7))
        #expect((0..<100).allSatisfy { _ in one.next() == other.next() })
        // The first number of SplitMix64 from 0, by its authors' program.
        var zero = DemoChoices(seed: 0)
        #expect(zero.next() == 0xe220_a839_7b1d_cdaf)
        #expect(DemoProgress.line(1, of: 100, "day 1", after: .seconds(1)) == "making the demo: day 1, 1 %")
        #expect(
            DemoProgress.line(25, of: 100, "day 5", after: .seconds(10))
                == "making the demo: day 5, 25 %, about 30 s to go"
        )
    }
}
