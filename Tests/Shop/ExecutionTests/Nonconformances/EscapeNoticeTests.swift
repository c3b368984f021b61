import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("What was delivered and does not conform makes a notice of escape due, which is signed and recorded as told")
struct EscapeNoticeTests {
    /// Finished units of a program, one built into the next, the last of which is certified.
    private func delivered(_ plant: ShopPlant, _ program: String = "MED") async throws -> [RecordID] {
        let units = try await GenealogyTests().chain(plant, 2, of: program)
        try await certify(plant, units[1], program)
        return units
    }

    private func certify(_ plant: ShopPlant, _ unit: RecordID, _ program: String) async throws {
        guard case .bytes(let order) = try plant.unit(unit, "job_order", program) else {
            throw TestFailure(message: "no order")
        }
        _ = try await plant.execution.certify(
            CertificateRequest(
                units: [unit],
                organization: "Example Aerostructures",
                customer: "\(program) customer",
                purchaseOrder: "PO-77 line 2",
                statement: "These units conform."
            ),
            ofOrder: AggregateIDs.id(order),
            signing: SignatureStatement(printedName: "Quin Example"),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
    }

    private func report(_ plant: ShopPlant, _ unit: RecordID) async throws {
        let report = NonconformanceReport(unit: unit, description: "Crack at the lug")
        _ = try await plant.execution.report(report, by: plant.by("olga"), key: plant.key("olga"))
    }

    private func notices(
        _ plant: ShopPlant,
        _ stage: EscapeNoticeStage = .due,
        _ person: String = "quin"
    ) async throws -> [[String: String]] {
        try plant.shown(await plant.execution.escapeNotices(stage, limit: 100, by: plant.by(person)), to: person)
    }

    private func id(_ plant: ShopPlant, _ stage: EscapeNoticeStage = .due) async throws -> RecordID {
        let release = try await plant.execution.escapeNotices(stage, limit: 1, by: plant.by("quin"))
        return RecordID(try #require(release.records.first?.id))
    }

    private func write(
        _ plant: ShopPlant,
        _ notice: RecordID,
        _ text: String,
        by person: String = "quin",
        key: String? = nil
    )
        async throws
    {
        _ = try await plant.execution.write(
            escapeNotice: notice,
            text,
            signing: .init(printedName: "Quin Example"),
            by: plant.by(person),
            key: key.map { try plant.key($0, person) } ?? plant.key(person)
        )
    }

    private func withdraw(
        _ plant: ShopPlant,
        _ notice: RecordID,
        _ reason: String = "The crack is a scratch",
        by person: String = "quin",
        as printedName: String = "Quin Example",
        key: String? = nil
    ) async throws {
        _ = try await plant.execution.withdraw(
            escapeNotice: notice,
            CorrectionStatement(reason: reason, signing: .init(printedName: printedName)),
            by: plant.by(person),
            key: key.map { try plant.key($0, person) } ?? plant.key(person)
        )
    }

    private func tellWithdrawal(
        _ plant: ShopPlant,
        _ notice: RecordID,
        day: String = "2026-11-24",
        by person: String = "quin"
    ) async throws {
        _ = try await plant.execution.record(
            EscapeTelling(to: "M. Buyer", how: "Letter 13", day: day),
            ofWithdrawalOf: notice,
            by: plant.by(person),
            key: plant.key(person)
        )
    }

    private func tell(_ plant: ShopPlant, _ notice: RecordID, day: String = "2026-11-24", how: String = "Letter 12")
        async throws
    {
        _ = try await plant.execution.record(
            EscapeTelling(to: "M. Buyer", how: how, day: day),
            ofEscapeNotice: notice,
            by: plant.by("quin"),
            key: plant.key("quin")
        )
    }

    @Test(
        "of what was not delivered none is due; of a part that was built into what was, one for that certificate, in the plant's own term"
    )
    func due() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let units = try await GenealogyTests().chain(plant, 2, of: "MED")
        try await report(plant, units[0])
        #expect(try await notices(plant).isEmpty)
        let other = try await delivered(plant, "VEH")
        try await report(plant, other[0])
        let found = try await notices(plant)
        #expect(found.count == 1)
        #expect(found[0]["customer"] == "VEH customer" && found[0]["purchaseOrder"] == "PO-77 line 2")
        #expect(found[0]["serials"] == "VEH-1" && found[0]["finding"] == "Crack at the lug")
        let begun = try #require(found[0]["discovered"].flatMap { Int64($0) })
        #expect(found[0]["due"] == "\(begun + 24 * 3_600_000)")
        #expect(found[0]["dueSource"]?.contains("AS9100D 8.7.1") == true)
        // Another thing that is found is another notice; the customer is told of both.
        try await report(plant, other[1])
        #expect(try await notices(plant).count == 2)
        // Who may not see the program is shown none.
        #expect(try await notices(plant, .due, "flora").isEmpty)
    }

    @Test("the customer's own term counts where the flowdown gives hours, with where that is written")
    func term() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let units = try await delivered(plant, "AGR")
        try await report(plant, units[1])
        let found = try await notices(plant)
        let begun = try #require(found.first?["discovered"].flatMap { Int64($0) })
        #expect(found[0]["due"] == "\(begun + 8 * 3_600_000)")
        #expect(found[0]["dueSource"] == "8 hours: flowdown escapes, SOW 10")
    }

    @Test("it is written and signed once, over what it says; then it is told, on a day that has come")
    func written() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        try await report(plant, await delivered(plant)[1])
        let notice = try await id(plant)
        #expect(await plant.refusal { try await tell(plant, notice) } == [.escapeState])
        #expect(await plant.refusal { try await write(plant, notice, "") } == [.invalid])
        #expect(await plant.refusal { try await write(plant, notice, "a\u{0}b") } == [.invalid])
        #expect(await plant.refusal { try await write(plant, notice, "Stop using it.", by: "olga") } == [.notQuality])
        #expect(await plant.refusal { try await write(plant, notice, "Stop using it.", by: "pia") } == [.denied])
        for _ in 0..<2 { try await write(plant, notice, "Stop using it.", key: "once") }
        #expect(await plant.refusal { try await write(plant, notice, "Go on.") } == [.escapeState])
        let records = try plant.shown(await plant.execution.escapeNotice(notice, by: plant.by("quin")), to: "quin")
        #expect(records[0]["state"] == "written" && records[0]["text"] == "Stop using it.")
        let signature = try records.first { $0["meaning"] == "notified" }.orThrow("no signature")
        #expect(signature["contentHash"] == records[0]["contentHash"] && signature["signer"] == "person:quin")
        #expect(records.contains { $0["certifiedBy"] == "person:quin" })
        #expect(await plant.refusal { try await tell(plant, notice, day: "2026-11-25") } == [.invalid])
        #expect(await plant.refusal { try await tell(plant, notice, day: "soon", how: "") } == [.invalid, .invalid])
        try await tell(plant, notice)
        #expect(await plant.refusal { try await tell(plant, notice) } == [.escapeState])
        let told = try await notices(plant, .told)
        #expect(told.first?["toldTo"] == "M. Buyer" && told.first?["toldOn"] == "2026-11-24")
        try await plant.hull.rebuildViews(of: CompartmentName("shop"))
        #expect(try await notices(plant, .told) == told)
        #expect(try await notices(plant).isEmpty)
    }

    @Test(
        "withdrawn after the customer was told, he is to be told of that in the same term; what was written and told stays"
    )
    func withdrawn() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        try await report(plant, await delivered(plant)[1])
        let notice = try await id(plant)
        try await write(plant, notice, "Stop using it.")
        try await tell(plant, notice)
        let before = try await notices(plant, .told)[0]
        #expect(await plant.refusal { try await tellWithdrawal(plant, notice) } == [.escapeState])
        for _ in 0..<2 { try await withdraw(plant, notice, key: "once") }
        #expect(try await notices(plant, .told).isEmpty)
        let after = try await notices(plant, .withdrawing).first.orThrow("it is to be told")
        for (field, value) in before where field != "state" && !field.hasPrefix("withdraw") {
            #expect(after[field] == value, "\(field)")
        }
        #expect(after["withdrawalReason"] == "The crack is a scratch" && after["withdrawnBy"] == "person:quin")
        let begun = try #require(after["withdrawn"].flatMap { Int64($0) })
        #expect(after["withdrawalDue"] == "\(begun + 24 * 3_600_000)")
        let records = try plant.shown(await plant.execution.escapeNotice(notice, by: plant.by("quin")), to: "quin")
        #expect(records.contains { $0["meaning"] == "notified" && $0["contentHash"] == after["contentHash"] })
        #expect(records.contains { $0["meaning"] == "withdrawn" && $0["contentHash"] == after["withdrawalHash"] })
        // Neither is it withdrawn twice, nor is the telling of the notice taken for that of its withdrawal.
        #expect(await plant.refusal { try await withdraw(plant, notice) } == [.escapeState])
        #expect(await plant.refusal { try await tell(plant, notice) } == [.escapeState])
        #expect(await plant.refusal { try await tellWithdrawal(plant, notice, day: "2026-11-25") } == [.invalid])
        try await tellWithdrawal(plant, notice)
        #expect(await plant.refusal { try await tellWithdrawal(plant, notice) } == [.escapeState])
        let done = try await notices(plant, .withdrawn)
        #expect(done.first?["withdrawalToldHow"] == "Letter 13" && done.first?["toldHow"] == "Letter 12")
        try await plant.hull.rebuildViews(of: CompartmentName("shop"))
        #expect(try await notices(plant, .withdrawn) == done)
        #expect(try await notices(plant, .withdrawing).isEmpty)
    }

    @Test(
        "withdrawn before the customer was told there is nothing to tell, and it is neither written nor told any more"
    )
    func withdrawnUntold() async throws {
        for isWritten in [false, true] {
            let plant = try await ShopPlant()
            try await plant.stateFacts()
            let units = try await delivered(plant)
            try await report(plant, units[1])
            let notice = try await id(plant)
            if isWritten { try await write(plant, notice, "Stop using it.") }
            try await withdraw(plant, notice)
            let found = try await notices(plant, .withdrawn)
            #expect(found.count == 1 && found[0]["withdrawalDue"] == "")
            #expect((found[0]["text"] == "Stop using it.") == isWritten)
            #expect(await plant.refusal { try await write(plant, notice, "Go on.") } == [.escapeState])
            #expect(await plant.refusal { try await tell(plant, notice) } == [.escapeState])
            #expect(await plant.refusal { try await tellWithdrawal(plant, notice) } == [.escapeState])
            // What is found after it is another notice.
            try await report(plant, units[1])
            #expect(try await notices(plant).count == 1)
        }
    }

    @Test("who wrote it withdraws it where changes are of the first tier; from the second on it takes another person")
    func withdrawnByAnother() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        try await report(plant, await delivered(plant, "AGR")[1])
        let notice = try await id(plant)
        try await write(plant, notice, "Stop using it.")
        #expect(await plant.refusal { try await withdraw(plant, notice) } == [.ownCorrection])
        try await tell(plant, notice)
        #expect(await plant.refusal { try await withdraw(plant, notice) } == [.ownCorrection])
        try await withdraw(plant, notice, by: "quest")
        // The customer's own eight hours begin anew.
        let found = try await notices(plant, .withdrawing)[0]
        let begun = try #require(found["withdrawn"].flatMap { Int64($0) })
        #expect(found["withdrawalDue"] == "\(begun + 8 * 3_600_000)")
    }

    @Test(
        "who does not speak for the plant withdraws nothing, and is told the same whatever became of it; a reason is text"
    )
    func withdrawnByNobody() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        try await report(plant, await delivered(plant)[1])
        let notice = try await id(plant)
        func expectTheSame(_ state: EscapeNoticeStage) async {
            #expect(await plant.refusal { try await withdraw(plant, notice, by: "olga") } == [.notQuality], "\(state)")
            #expect(await plant.refusal { try await withdraw(plant, notice, by: "pia") } == [.denied], "\(state)")
            #expect(
                await plant.refusal { try await tellWithdrawal(plant, notice, by: "olga") } == [.notQuality],
                "\(state)"
            )
            #expect(
                await plant.refusal { try await write(plant, notice, "Go on.", by: "olga") } == [.notQuality],
                "\(state)"
            )
        }
        await expectTheSame(.due)
        for reason in ["", "a\u{0}b", String(repeating: "x", count: 8_193)] {
            #expect(await plant.refusal { try await withdraw(plant, notice, reason) } == [.invalid])
        }
        #expect(await plant.refusal { try await withdraw(plant, notice, as: "") } == [.invalid])
        try await write(plant, notice, "Stop using it.")
        await expectTheSame(.written)
        try await tell(plant, notice)
        await expectTheSame(.told)
        try await withdraw(plant, notice)
        await expectTheSame(.withdrawing)
        try await tellWithdrawal(plant, notice)
        await expectTheSame(.withdrawn)
    }

    @Test("a notice about another program's certificate is restricted by both programs")
    func programs() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let part = try await RecallCountTests.build(plant, "AGR", 1)
        let top = try await RecallCountTests.build(plant, "MED", 1, around: part)
        try await certify(plant, top[0], "MED")
        try await report(plant, part[0])
        let shop = try CompartmentName("shop")
        let number = try plant.hull.rows(ViewQuery("escape_notice", columns: ["label"], limit: 9), in: shop)
        let query = ViewQuery(
            "record_label",
            columns: ["label"],
            matches: [.init("number", .equal, [try number.first.orThrow("no notice")[0]])],
            limit: 1
        )
        let label = try plant.hull.rows(query, in: shop).first.orThrow("no label")[0]
        #expect(number.count == 1 && "\(label)".contains("MED") && "\(label)".contains("AGR"))
    }

    @Test("a blind containment makes notices due where units were delivered, in the compartment of their program alone")
    func contained() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        _ = try await delivered(plant, "MED")
        _ = try await delivered(plant, "VEH")
        _ = try await plant.execution.contain(
            ContainmentReport(.lot(number: "L-55", partNumber: "BOLT-6"), reason: "Wrong alloy."),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        await plant.execution.placingSettled()
        #expect(Set(try await notices(plant).compactMap { $0["serials"] }) == ["MED-1", "VEH-1"])
        #expect(try await notices(plant, .due, "flora").compactMap { $0["serials"] } == ["MED-1"])
        for (name, count) in [("shop", 1), ("veh", 1), ("common", 0)] {
            let query = ViewQuery("escape_notice", columns: ["id"], limit: 10)
            #expect(try plant.hull.rows(query, in: CompartmentName(name)).count == count, "\(name)")
        }
        // It is gone on with after a crash, and makes none twice.
        #expect(try await plant.execution.placeContainments() == 0)
        #expect(try await notices(plant).count == 2)
    }
}
