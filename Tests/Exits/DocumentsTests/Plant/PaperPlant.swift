import Boundary
import Cedar
import Classification
import Foundation
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

@testable import Documents

/// A plant with an ITAR program, a CUI program and an ordinary one, whose values are printed: a boundary over the memory engine, the journal's
/// own writers, and a clock that the test sets.
struct PaperPlant {
    let boundary: Boundary
    let clock = SetClock()
    let engine = MemoryEngine()
    let compartment: CompartmentName
    let views: any ViewStore

    static let console = Subject.system("console")
    static let reader = Subject.person("eva")

    static let grants = """
        @id("grant") permit (principal is Person, action in [Action::"view", Action::"print", Action::"export"], resource is Record)
        unless { context has fieldClass && context.fieldClass == "nonconformances" };
        @id("grant-know") permit (principal is Person, action == Action::"know", resource is Record);
        """

    init() async throws {
        compartment = try CompartmentName("shop")
        views = try engine.openViews(
            compartment,
            schema: ViewSchema(version: 1, tables: [LabelRegister.table, PaperValue.kind.table])
        )
        boundary = Boundary(
            control: try CompartmentName("control"),
            clock: clock,
            sink: MemoryLogs(engine, clock),
            provider: SwiftCryptoProvider()
        )
        boundary.open(compartment, labels: LabelRegister(), views: views, language: .sqlite)
        try boundary.declare(PaperValue.self)
        try await boundary.adopt(
            PolicyBaseline(
                plant: Plant.load("plant.yaml", files: ["plant.yaml": ThreePrograms.text]),
                catalogue: TestCatalogue.get(),
                grants: PolicySet(parsing: Self.grants, file: "grants.cedar")
            ),
            by: Self.console
        )
        for person in ["eva", "bob"] {
            try await boundary.learn(PersonFacts.american(person, role: "engineer"), by: Self.console)
        }
    }

    /// A release of values, in their order, to be filled with a document.
    func release<Way: Channel>(
        _ values: [(program: String, text: String)],
        through channel: Way,
        to subject: Subject = reader
    ) async throws -> Release<Way> {
        var changes: [RowChange] = []
        var records: [AggregateID] = []
        for (index, value) in values.enumerated() {
            let label = try boundary.label(of: .workInstructions, program: value.program)
            let (number, change) = try boundary.number(
                of: RecordLabel(label, of: .workInstructions),
                in: compartment
            )
            if let change { changes.append(change) }
            let id = SwiftCryptoProvider().randomBytes(16)
            guard let record = AggregateID(id) else { throw TestFailure(message: "16 bytes") }
            records.append(record)
            changes.append(
                .put(
                    table: "paper_value",
                    row: [.bytes(id), .integer(number), .integer(Int64(index)), .text(value.text), .text("secret")]
                )
            )
        }
        let cursor = try views.cursor()
        try views.apply(changes, from: cursor, to: cursor + 1)
        let found = try boundary.records(
            PaperValue.self,
            in: compartment,
            order: [ViewQuery.Order("number")],
            limit: 10_000,
            for: subject,
            through: channel
        ).filter { records.contains($0.origin.id) }
        guard found.count == values.count else {
            throw TestFailure(message: "\(found.count) of \(values.count) values may be seen")
        }
        return try await boundary.release(found, to: subject, through: channel)
    }

    func marking(
        _ profile: MarkingProfile = .nara(.acronym),
        facts: DesignationFacts = DesignationFacts(controlledBy: ["Test plant"], pointOfContact: "export@test.example")
    ) throws -> MarkingRules {
        MarkingRules(schemes: try TestCatalogue.get().schemes, profile: profile, facts: facts)
    }

    /// A key that is the same in every run, so that codes in golden files are.
    static let key = TravelerKey(SecretBytes([UInt8](repeating: 7, count: 32)), using: SwiftCryptoProvider())
}

/// A value to be printed, and one beside it that is withheld from everybody.
struct PaperValue: LabelledRecord {
    let origin: RecordOrigin
    let number: Restricted<Int64>
    let text: Restricted<String>
    let held: Restricted<String>

    static let kind = RecordKind<PaperValue>(
        "paper-value",
        dataClass: .workInstructions,
        table: ViewTable(
            "paper_value",
            columns: [
                ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("number", .integer),
                ViewColumn("body", .text), ViewColumn("held", .text),
            ],
            key: ["id"],
            label: "label",
            indexes: [["label", "number"]]
        ),
        fields: [
            RecordField("number", .workInstructions, \.number),
            RecordField("text", .workInstructions, column: "body", \.text),
            RecordField("held", .nonconformances, \.held),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        number = try row.value("number")
        text = try row.value("body")
        held = try row.value("held")
    }
}
