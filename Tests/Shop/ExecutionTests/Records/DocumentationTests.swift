import Boundary
import Execution
import Foundation
import Journal
import PlantModel
import Testing

@Suite("What docs/execution.md says of records and refusals is what is so")
struct DocumentationTests {
    static func table<Entry: ExecutionRecord>(_ type: Entry.Type) -> String {
        let kind = Entry.kind
        let rows = kind.fields.map { "| `\($0.name)` | \($0.fieldClass.rawValue) |" }
        return """
            ### `\(kind.name)` (\(kind.dataClass.rawValue))

            | field | data class |
            |---|---|
            \(rows.joined(separator: "\n"))


            """
    }

    static func text() -> String {
        let kinds = [
            table(WorkMaster.self), table(OperationDefinition.self), table(CharacteristicDefinition.self),
            table(ComponentDefinition.self), table(OperationMedium.self), table(JobOrder.self), table(WorkUnit.self),
            table(WorkLoad.self),
            table(JobResponse.self), table(Measurement.self), table(SkippedMeasurement.self), table(Signature.self),
            table(Nonconformance.self), table(UnitRework.self), table(ReworkStep.self),
            table(Consumption.self), table(MaterialLot.self), table(Gauge.self), table(Qualification.self),
            table(TrainingRecord.self), table(Accreditation.self),
            table(CapacityCell.self), table(RunPoint.self), table(RunLimits.self),
            table(PrintedTraveler.self),
            table(BuiltComponent.self), table(LotUse.self), table(RecallReach.self),
            table(ConformanceCertificate.self), table(Containment.self), table(EscapeNotice.self),
            table(FirstArticle.self),
            table(PartProduction.self), table(GateLift.self),
        ]
        let refusals = ExecutionRefusal.Code.allCases.map { "| \($0.id) | \($0.says). | \($0.remedy) |" }
        return """
            # Records and refusals of the plant floor

            Written by `BULKHEAD_RECORD=1 swift test --filter DocumentationTests` from the declarations, and compared by the same test: who changes the class of a field changes this page.

            ## Records

            The class beside a kind is that of the record as a whole: `edit` is asked of it, and lists are searched and sorted by fields of it. Every other class has its own label on each row.

            \((kinds + CorrectionKinds.tables).joined())## Refusals

            | code | what is the case | what to do |
            |---|---|---|
            \(refusals.joined(separator: "\n"))

            """
    }

    @Test("every kind with its fields and their classes, every code with its texts; BULKHEAD_RECORD=1 writes it anew")
    func golden() throws {
        let file = ShopPlant.root.appending(path: "docs/execution.md")
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try Self.text().write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Self.text())
    }
}
