public import Boundary
internal import Classification
internal import Journal
internal import PlantModel
public import Storage

/// The plant floor of one instance: work definitions, orders, operations, inspection, material, nonconformances.
///
/// Every command is decided by the boundary, checked by the compartment's one writer against its own views, and recorded as one event or
/// a few; every query is a release. It knows no program and no regime by name.
public struct Execution: Sendable {
    /// The instance.
    public let hull: SiteHull
    /// The compartment of what belongs to no program: gauges, lots, qualifications.
    public let common: CompartmentName
    /// The compartment of each program that the plan gives to this instance.
    public let places: [String: CompartmentName]
    /// The work centers of the plant, by id, with their hours a week.
    public let workCenters: [String: Int]
    let approval: any ChangeApproval
    /// The compartments of programs, each once.
    let programPlaces: [CompartmentName]
    let ledger = LotLedger()
    let placing = ContainmentLine()

    /// Declares its kinds of records to the boundary.
    /// - Throws: what the policies in force ask that lists of them cannot.
    public init(
        hull: SiteHull,
        common: CompartmentName,
        places: [String: CompartmentName],
        workCenters: [String: Int],
        approval: any ChangeApproval
    ) throws(BaselineProblems) {
        self.hull = hull
        self.common = common
        self.places = places
        programPlaces = Set(places.values).sorted()
        self.workCenters = workCenters
        self.approval = approval
        let boundary = hull.boundary
        try boundary.declare(WorkMaster.self)
        try boundary.declare(OperationDefinition.self)
        try boundary.declare(CharacteristicDefinition.self)
        try boundary.declare(ComponentDefinition.self)
        try boundary.declare(OperationMedium.self)
        try boundary.declare(Attachment.self)
        try boundary.declare(JobOrder.self)
        try boundary.declare(WorkUnit.self)
        try boundary.declare(WorkLoad.self)
        try boundary.declare(JobResponse.self)
        try boundary.declare(Measurement.self)
        try boundary.declare(SkippedMeasurement.self)
        try boundary.declare(Signature.self)
        try boundary.declare(Nonconformance.self)
        try boundary.declare(UnitRework.self)
        try boundary.declare(ReworkStep.self)
        try boundary.declare(Consumption.self)
        try boundary.declare(MaterialLot.self)
        try boundary.declare(LotUse.self)
        try boundary.declare(Gauge.self)
        try boundary.declare(Qualification.self)
        try boundary.declare(TrainingRecord.self)
        try boundary.declare(Accreditation.self)
        try boundary.declare(GateLift.self)
        try boundary.declare(CapacityCell.self)
        try boundary.declare(RunPoint.self)
        try boundary.declare(RunLimits.self)
        try boundary.declare(PrintedTraveler.self)
        try boundary.declare(BuiltComponent.self)
        try boundary.declare(RecallReach.self)
        try boundary.declare(ConformanceCertificate.self)
        try boundary.declare(Containment.self)
        try boundary.declare(EscapeNotice.self)
        try boundary.declare(FirstArticle.self)
        try boundary.declare(PartProduction.self)
        try boundary.declare(Correction<Measurement>.self)
        try boundary.declare(Correction<Consumption>.self)
        try boundary.declare(Correction<Nonconformance>.self)
        try boundary.declare(Correction<JobOrder>.self)
    }

    /// The compartment of a program.
    /// - Throws: `notHosted`.
    func place(of program: String) throws(ExecutionRefusal) -> CompartmentName {
        guard let place = places[program] else { throw ExecutionRefusal(.notHosted) }
        return place
    }

    /// The compartment that has a record; the common one where none has, so that asking there refuses as asking for what is hidden does.
    func place<Entry: ExecutionRecord>(of id: RecordID, _ type: Entry.Type) throws(ExecutionRefusal) -> CompartmentName
    {
        let query = ViewQuery(
            Entry.declaration.table.name,
            columns: ["id"],
            matches: [ViewQuery.Match("id", .equal, [id.value])],
            limit: 1
        )
        for name in programPlaces {
            do throws(BoundaryError) {
                if try !hull.rows(query, in: name).isEmpty { return name }
            } catch {
                // A compartment that is closed has nothing to give.
                if error.code != .unknownCompartment { throw ExecutionRefusal(error) }
            }
        }
        return common
    }

    /// The compartment that has a record, and its state there; no state where none has it, as for ``place(of:_:)``.
    func located<State: RecordState>(_ type: State.Type, _ id: RecordID) throws(ExecutionRefusal) -> (
        place: CompartmentName, state: State?
    ) {
        for name in programPlaces {
            do throws(ExecutionRefusal) {
                if let state = try hull.states(type, State.isRecord(id), limit: 1, in: name).first {
                    return (name, state)
                }
            } catch {
                // A compartment that is closed has nothing to give.
                if hull.compartments.contains(name) { throw error }
            }
        }
        return (common, nil)
    }
}
