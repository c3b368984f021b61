import Boundary
import Execution
import Governance
import PlantModel

extension DemoWork {
    /// Writes a work definition, asks for the change that puts it in force, has it tested and approved as the plant's tiers ask, and releases it.
    func release(
        _ content: WorkMasterContent,
        of program: String,
        because reason: String = "First release of the fitting",
        showing picture: MediumDraft? = nil
    )
        async throws -> RecordID
    {
        let author = try floor.persons("engineer")[0]
        let (execution, today) = (floor.execution, try floor.today())
        let master = try await execution.draft(content, of: program, by: floor.asker(author), key: floor.key(author))
            .record
        if let picture { try await show(picture, on: master, by: author) }
        _ = try await execution.submit(master, by: floor.asker(author), key: floor.key(author))
        let drafted = try await execution.content(toRelease: master, by: floor.asker(author))
        let hash = drafted.hash
        let change = try await floor.governance.request(
            ChangeDraft(
                .workDefinition,
                touching: drafted.touches,
                title: "\(content.partNumber) rev. \(content.revision)",
                reason: reason,
                content: hash,
                programs: [program],
                effective: today
            ),
            command: floor.command(),
            by: floor.actor(author)
        )
        if !drafted.touches.isEmpty { try await approveForCustomer(change, content: hash, of: program) }
        try await carry(change, content: hash)
        _ = try await execution.release(master, by: floor.asker(author), key: floor.key(author))
        return master
    }

    /// Records that the program's customer approved a change of what is in force, as some contracts ask.
    private func approveForCustomer(_ change: Governance.ChangePlace, content hash: String, of program: String)
        async throws
    {
        let programs = floor.hull.boundary.baseline?.plant.programs
        guard let customer = programs?.first(where: { $0.id == program })?.customer else { return }
        try await floor.governance.recordCustomerApproval(
            of: customer,
            reference: "letter of \(floor.today())",
            to: change,
            content: hash,
            command: floor.command(),
            by: floor.actor(floor.persons("quality")[0])
        )
    }

    /// Has a change tested and approved as the plant's tiers ask, and released.
    func carry(_ change: Governance.ChangePlace, content hash: String) async throws {
        let (engineers, quality) = (try floor.persons("engineer"), try floor.persons("quality")[0])
        let (author, planner) = (engineers[0], try floor.persons("planner")[0])
        let (governance, today) = (floor.governance, try floor.today())
        for test in ["smoke", "regression", "challenge"] {
            try await governance.recordTest(
                test,
                passed: true,
                reference: "trial build of \(today)",
                of: change,
                content: hash,
                command: floor.command(),
                by: floor.actor(author)
            )
        }
        for evidence in ["protocol", "results", "trace"] {
            try await governance.addEvidence(
                evidence,
                reference: "VR-118 \(evidence)",
                to: change,
                content: hash,
                command: floor.command(),
                by: floor.actor(author)
            )
        }
        let approvers = [
            ("designAuthority", engineers[1]), ("quality", quality),
            ("exportOffice", try floor.persons("compliance")[0]),
        ]
        for (capacity, person) in approvers {
            try await governance.approve(
                change,
                content: hash,
                as: capacity,
                command: floor.command(),
                by: floor.actor(person)
            )
        }
        try await governance.release(change, content: hash, command: floor.command(), by: floor.actor(planner))
    }

    /// Shows the first operation of a draft by a picture. Where nothing takes content apart none is taken, and the demo goes on without.
    private func show(_ picture: MediumDraft, on master: RecordID, by author: FedPerson) async throws {
        guard ScanArguments.extractor != nil else { return }
        let drafted = try await floor.execution.workMaster(master, by: floor.asker(author))
        guard let operation = drafted.records.first(where: { $0.kind == OperationDefinition.kind.name })?.id else {
            throw DemoFloor.Problem(description: "a definition was drafted and has no operation")
        }
        _ = try await floor.execution.attach(
            picture,
            to: RecordID(operation),
            of: master,
            seen: floor.execution.content(toRelease: master, by: floor.asker(author)).hash,
            by: floor.asker(author),
            key: floor.key(author)
        )
    }

    /// How the blank is clamped.
    static let clamping = MediumDraft(
        title: "How the blank is clamped",
        alternative:
            "The blank lies against the stop on its left, held by two clamps beside the pocket, which is in its middle.",
        bytes: DemoPicture.clamping
    )

    /// What is built of a program: the words of a spar fitting that nobody's drawing shows.
    /// - Parameter first: the first day on which orders for the revision are due; nil for any.
    func content(_ program: String, revision: String = "A", from first: String? = nil) throws -> WorkMasterContent {
        let centers = floor.served.workCenters.keys.sorted()
        guard let mill = centers.first, let bench = centers.last else {
            throw DemoFloor.Problem(description: "the site has no work centers")
        }
        return WorkMasterContent(
            partNumber: "SF-\(program)",
            revision: revision,
            title: "Spar fitting",
            needsTraining: revision != "A",
            effectivity: first.map { Effectivity(from: $0) },
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Mill the pocket",
                    workCenter: mill,
                    instructions: """
                        1. Clamp the blank against the left stop.
                        2. Mill the pocket to 12.70 mm.
                        3. Deburr all edges.
                        4. Measure the depth at the centre.
                        5. Press in the four fasteners.
                        """,
                    standardMinutes: 40,
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
                    components: [.init(partNumber: "NAS6605-12", quantity: 4)]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Torque and inspect",
                    workCenter: bench,
                    instructions: "Torque the fasteners to 12 Nm, crosswise. Look for cracks around each.",
                    standardMinutes: 25,
                    characteristics: [
                        .init(
                            number: 1,
                            name: "Torque of one fastener",
                            unit: "Nm",
                            lower: DecimalNumber("11.5"),
                            upper: DecimalNumber("12.5"),
                            needsGauge: true,
                            sampling: SamplingPlan("every \(Self.sampled); all after a failure until 5 good")
                        )
                    ],
                    qualifications: ["torque"],
                    needsBuyOff: true
                ),
            ]
        )
    }

    /// By what a fitting is reworked whose pocket is too deep: the floor is blended, and its roughness measured.
    func rework(_ program: String) throws -> WorkMasterContent {
        guard let bench = floor.served.workCenters.keys.max() else {
            throw DemoFloor.Problem(description: "the site has no work centers")
        }
        return WorkMasterContent(
            partNumber: "SF-\(program)",
            revision: "RW-1",
            title: "Blend the pocket",
            rework: ReworkScope(),
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Blend the floor",
                    workCenter: bench,
                    instructions:
                        "1. Blend the floor of the pocket by hand, along the grain.\n2. Measure the roughness at the deepest place.",
                    standardMinutes: 20,
                    characteristics: [
                        .init(number: 1, name: "Roughness of the floor", unit: "um", upper: DecimalNumber("3.2"))
                    ]
                )
            ]
        )
    }

    /// What the fitting goes into.
    func assembly(_ program: String) throws -> WorkMasterContent {
        let centers = floor.served.workCenters.keys.sorted()
        guard let last = centers.last else {
            throw DemoFloor.Problem(description: "the site has no work centers")
        }
        return WorkMasterContent(
            partNumber: "SP-\(program)",
            revision: "A",
            title: "Spar panel",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Fit and fasten",
                    workCenter: centers[centers.count / 2],
                    instructions:
                        "1. Set the fitting into the panel.\n2. Drive the four fasteners, wet.\n3. Wipe off the squeeze-out.",
                    standardMinutes: 55,
                    components: [
                        .init(partNumber: "SF-\(program)", quantity: 1, isSerialised: true),
                        .init(partNumber: Self.fastener, quantity: 4),
                    ]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Inspect the joint",
                    workCenter: last,
                    instructions: "Look at every fastener's head and at the sealant between them.",
                    standardMinutes: 20,
                    needsBuyOff: true
                ),
            ]
        )
    }
}
