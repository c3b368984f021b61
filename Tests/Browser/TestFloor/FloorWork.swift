internal import Boundary
internal import Execution
internal import Governance
internal import Journal
internal import PlantModel
internal import Storage
internal import TestPlant

/// Work on the floor: a released bracket or hub of each program, an order of each, and the gauges, lots and qualifications that they take.
struct FloorWork {
    let execution: Execution
    let governance: Governance
    let provider: SwiftCryptoProvider

    static func bracket() throws -> WorkMasterContent {
        WorkMasterContent(
            partNumber: "BRK-1",
            revision: "A",
            title: "Bracket",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Mill the pocket",
                    workCenter: "mill",
                    instructions:
                        "1. Clamp the blank against the left stop.\n2. Mill the pocket to 12.70 mm.\n3. Deburr all edges.\n4. Measure the depth at the centre.",
                    standardMinutes: 30,
                    characteristics: [
                        .init(
                            number: 1,
                            name: "Pocket depth",
                            unit: "mm",
                            lower: DecimalNumber("12.65"),
                            upper: DecimalNumber("12.75"),
                            needsGauge: true
                        )
                    ],
                    components: [.init(partNumber: "BOLT-6", quantity: 4)]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Assemble",
                    workCenter: "bench",
                    instructions: "Torque the bolts to 12 Nm, crosswise.",
                    standardMinutes: 15,
                    qualifications: ["torque"],
                    needsBuyOff: true
                ),
            ]
        )
    }

    /// A hub: one operation, at which a bolt or its approved alternate is built in.
    static func hub() throws -> WorkMasterContent {
        WorkMasterContent(
            partNumber: "HUB-1",
            revision: "A",
            title: "Hub",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Fit the bearing",
                    workCenter: "bench",
                    instructions: "Press the bearing in, then bolt the cover on.",
                    standardMinutes: 20,
                    characteristics: [
                        .init(number: 1, name: "Runout", unit: "mm", upper: DecimalNumber("0.05"), needsGauge: true),
                        .init(
                            number: 2,
                            name: "Torque of the cover",
                            unit: "Nm",
                            lower: DecimalNumber("8"),
                            upper: DecimalNumber("10"),
                            sampling: SamplingPlan("every 2; all after a failure until 5 good")
                        ),
                    ],
                    components: [.init(partNumber: "BOLT-6", quantity: 2, alternates: ["BOLT-6A"])]
                )
            ]
        )
    }

    /// What the tests scan: ids of units, by serial number.
    func made(operatorCount: Int) async throws -> [String: String] {
        let source = FactSource(source: "QMS", asOf: "2026-11-20")
        _ = try await execution.state(
            gauge: .init(tag: "G-7", description: "Depth gauge", calibrationDue: "2027-12-31"),
            from: source,
            by: by("quin"),
            key: key("quin")
        )
        _ = try await execution.state(
            gauge: .init(tag: "G-8", description: "Depth gauge", calibrationDue: "2026-01-31"),
            from: source,
            by: by("quin"),
            key: key("quin")
        )
        _ = try await execution.state(
            lot: .init(
                number: "L-55",
                partNumber: "BOLT-6",
                supplier: "Bolts Inc",
                quantity: operatorCount > 0 ? 1_000_000 : 500
            ),
            from: source,
            by: by("pia"),
            key: key("pia")
        )
        for (number, part) in [("L-60", "BOLT-6A"), ("L-61", "BOLT-7")] {
            _ = try await execution.state(
                lot: .init(number: number, partNumber: part, supplier: "Bolts Inc", quantity: 500),
                from: source,
                by: by("pia"),
                key: key("pia")
            )
        }
        for person in ["olga"] + (0..<operatorCount).map({ "op\($0)" }) {
            _ = try await execution.state(
                qualification: .init(person: person, name: "torque", until: "2027-12-31"),
                from: source,
                by: by("quin"),
                key: key("quin")
            )
        }
        var work: [String: String] = [:]
        for program in ["AGR", "MED", "VEH"] {
            let content = try program == "AGR" ? Self.hub() : Self.bracket()
            let master = try await released(content, of: program)
            work["\(content.partNumber) \(program)"] = master.description
            let serials = (1...(program == "AGR" ? 2 : 6)).map { "\(program)-\($0)" }
            let order = try await execution.order(
                JobOrderRequest(
                    number: "O-\(program)",
                    workMaster: master,
                    serials: serials,
                    due: try Day("2026-12-10").orThrow("a day")
                ),
                by: by("pia"),
                key: key("pia")
            ).record
            work["O-\(program)"] = order.description
            for serial in serials {
                let release = try await execution.units(serial: serial, by: by("olga"))
                work[serial] = RecordID(try release.records.first?.id.orThrow(serial) ?? order.aggregate).description
            }
        }
        return work
    }

    /// A unit that a bracket is built into.
    func housing() async throws -> String {
        let content = WorkMasterContent(
            partNumber: "HSG-1",
            revision: "A",
            title: "Housing",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Fit the bracket",
                    workCenter: "bench",
                    instructions: "Bolt the bracket into the housing.",
                    standardMinutes: 10,
                    components: [.init(partNumber: "BRK-1", quantity: 1, isSerialised: true)]
                )
            ]
        )
        let request = JobOrderRequest(
            number: "O-ASM",
            workMaster: try await released(content, of: "MED"),
            serials: ["ASM-1"],
            due: try Day("2026-12-10").orThrow("a day")
        )
        _ = try await execution.order(request, by: by("pia"), key: key("pia"))
        let release = try await execution.units(serial: "ASM-1", by: by("olga"))
        return RecordID(try (release.records.first?.id).orThrow("ASM-1")).description
    }

    /// Written by one engineer, approved by another one, of the customer's design by quality too after a trial, and put in force by its change.
    private func released(_ content: WorkMasterContent, of program: String) async throws -> RecordID {
        let master = try await execution.draft(content, of: program, by: by("eve"), key: key("eve")).record
        let change = try await governance.request(
            releaseOf: master,
            in: execution,
            content: content.approvalHash(),
            because: "First release",
            effective: Day(millisecondsSince1970: MachineClock().now).orThrow("today"),
            key: key("eve"),
            by: by("eve")
        )
        _ = try await execution.submit(master, by: by("eve"), key: key("eve"))
        try await governance.approve(
            change,
            content: content.approvalHash(),
            as: "manufacturing",
            signedAs: "Ed Example",
            command: key("ed").command,
            by: governance.actor(by("ed"))
        )
        if program == "AGR" {
            try await governance.recordTest(
                "trial",
                passed: true,
                reference: "TR-1",
                of: change,
                content: content.approvalHash(),
                command: key("eve").command,
                by: governance.actor(by("eve"))
            )
            try await governance.approve(
                change,
                content: content.approvalHash(),
                as: "quality",
                signedAs: "Quin Example",
                command: key("quin").command,
                by: governance.actor(by("quin"))
            )
        }
        try await governance.release(
            change,
            content: content.approvalHash(),
            command: key("eve").command,
            by: governance.actor(by("eve"))
        )
        _ = try await execution.release(master, by: by("eve"), key: key("eve"))
        return master
    }

    private func by(_ person: String) -> Asker<Screen> {
        Asker(.person(person), through: Screen(), from: Whereabouts(factors: 2))
    }

    private func key(_ person: String) throws -> CommandKey {
        try CommandKey("\(provider.randomBytes(16))", of: .person(person)).orThrow("a key")
    }
}
