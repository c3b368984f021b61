public import Boundary
internal import Classification
internal import Journal
public import PlantModel
internal import Storage

extension Execution {
    /// The id that a plant gives the determination of capacity, so that pages find it.
    public static let capacityRule = "capacity-hours"

    /// Cells of one answer.
    public static let cellsMax = 500

    /// Load against hours for each work center and week, over the programs of all compartments, by a determination of the plant: hours where enough programs of
    /// enough customers share the cell; else `reserved`, or nothing.
    /// - Parameters:
    ///   - days: a day of each week that is asked about.
    ///   - rule: the id of the determination.
    /// - Throws: `invalid` for more than ``cellsMax`` cells; `noAnswer` where there is no such determination or policies refuse it.
    public func capacity<Way: Channel>(
        of centers: [String],
        weeksOf days: [Day],
        by rule: String,
        for asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> Release<Way> {
        guard centers.count * days.count <= Self.cellsMax else {
            throw ExecutionRefusal(.invalid, "\(centers.count * days.count) cells, at most \(Self.cellsMax)")
        }
        var cells: [CapacityCell] = []
        for center in centers {
            for day in days {
                cells.append(try await cell(center, day.monday, rule, asker.subject, key))
            }
        }
        do throws(AccessRefusal) {
            return try await hull.boundary.release(
                cells,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    private func cell(_ center: String, _ week: Day, _ rule: String, _ subject: Subject, _ key: CommandKey)
        async throws(ExecutionRefusal) -> CapacityCell
    {
        let minutes = WorkLoad.declaration.fields.firstIndex { $0.name == "minutes" } ?? 0
        let sum: Determined<Int64>
        do throws(BoundaryError) {
            sum = try await hull.boundary.determine(
                sumOf: { (load: WorkLoad) in load.values[minutes].derived(by: PlannedMinutes.self) },
                matching: [
                    .init("work_center", .equal, [.text(center)]), .init("week", .equal, [.text(week.description)]),
                ],
                by: rule,
                for: subject,
                in: common
            )
        } catch {
            throw ExecutionRefusal(error)
        }
        let open = SharedLabel(.unrestricted)
        func known(_ value: ViewValue) -> Restricted<ViewValue> {
            Restricted(value, label: open, fieldClass: .capacity)
        }
        let available = Int64(workCenters[center] ?? 0) * 60
        let outcome: String
        var (planned, percent, band) = (known(.null), known(.null), known(.text("none")))
        switch sum {
        case .value(let minutes):
            outcome = "planned"
            let share = minutes.and(Restricted(available, label: open, fieldClass: .capacity))
                .derived(by: LoadPercent.self)
            planned = minutes.derived(by: SummedMinutes.self)
            percent = share.derived(by: SummedMinutes.self)
            band = share.derived(by: LoadBand.self)
        case .reserved:
            outcome = "reserved"
            band = known(.text("reserved"))
        case .nothing: outcome = "none"
        }
        return CapacityCell(
            origin: RecordOrigin(
                id: key.made.derived("\(center) \(week)").aggregate,
                compartment: common,
                label: planned.sharedLabel
            ),
            values: [
                known(.text(center)), known(.text(week.description)),
                known(.integer(available)), known(.text(outcome)), planned,
                percent, band,
            ]
        )
    }
}
