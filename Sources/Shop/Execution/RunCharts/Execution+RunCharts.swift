public import Boundary
internal import Classification
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// Points of a chart.
    public static let pointsOfChart = 100
    /// Points below which a chart has no control limits.
    public static let pointsOfControl = RunChart.valuesMin

    /// The run chart of a characteristic at its operation: the characteristic first, then the lines, then the last ``pointsOfChart`` values that the
    /// asker may see, the earliest first. What the asker may not see moves no line.
    /// - Throws: `notFound`; `denied`.
    public func runChart<Way: Channel>(of id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let place = try place(of: id, CharacteristicDefinition.self)
        let characteristic = try await permitted(CharacteristicDefinition.self, id, in: place, by: asker)
        let about: [ViewValue]
        let label: SharedLabel
        do throws(BoundaryError) {
            let query = ViewQuery(
                CharacteristicDefinition.declaration.table.name,
                columns: ["work_master", "sequence", "number"],
                matches: [ViewQuery.Match("id", .equal, [id.value])],
                limit: 1
            )
            about = try hull.rows(query, in: place).first ?? []
            label = characteristic.origin.label
        } catch {
            throw ExecutionRefusal(error)
        }
        guard about.count == 3 else { throw ExecutionRefusal(.notFound) }
        let measured = try measurements(about, at: sequences(about, in: place), in: place, by: asker)
        func field(_ name: String) -> Restricted<ViewValue> {
            let place = CharacteristicDefinition.declaration.fields.firstIndex { $0.name == name } ?? 0
            return characteristic.values[place]
        }
        let (lower, upper) = (field("lower"), field("upper"))
        let chart = Restricted.all(measured.map { $0.values[Self.measuredValue] }, of: .inspectionRecords)
            .and(lower.and(upper)).derived(by: ChartOfValues.self)
        func origin(_ part: String) -> RecordOrigin {
            RecordOrigin(id: id.derived(part).aggregate, compartment: place, label: chart.sharedLabel.join(label))
        }
        let lines = RunLimits(
            origin: origin("lines"),
            values: [
                chart.derived(by: ChartMean.self), chart.derived(by: ChartUpper.self),
                chart.derived(by: ChartLower.self), chart.derived(by: ChartMeanRow.self),
                chart.derived(by: ChartUpperRow.self), chart.derived(by: ChartLowerRow.self),
                chart.and(upper).derived(by: ChartLimitRow.self), chart.and(lower).derived(by: ChartLimitRow.self),
            ]
        )
        let open = SharedLabel(.unrestricted)
        let points = measured.enumerated().map { number, measurement -> RunPoint in
            let here = chart.and(Restricted(number, label: open, fieldClass: .inspectionRecords))
            return RunPoint(
                origin: origin("point \(number)"),
                values: [
                    Restricted(.integer(Int64(number + 1)), label: open, fieldClass: .inspectionRecords),
                    measurement.values[Self.measuredValue], measurement.values[Self.measuredTime],
                    here.derived(by: PointColumn.self), here.derived(by: PointRow.self),
                    here.derived(by: PointRules.self),
                ]
            )
        }
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [characteristic],
                measured.isEmpty ? [] : [lines],
                points,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    private static let measuredValue = Measurement.declaration.fields.firstIndex { $0.name == "value" } ?? 0
    private static let measuredTime = Measurement.declaration.fields.firstIndex { $0.name == "measured" } ?? 0

    /// The numbers that the operation of a characteristic has on units: of a rework another one each time that a unit goes through it.
    private func sequences(_ about: [ViewValue], in place: CompartmentName) throws(ExecutionRefusal) -> [ViewValue] {
        let definition = [ViewQuery.Match("id", .equal, [about[0]])]
        let masters = try hull.states(WorkMasterState.self, definition, limit: 1, in: place)
        guard masters.first?.rework != nil, case .integer(let own) = about[1] else { return [about[1]] }
        return (1...ReworkNumbering.reworksMax).map {
            .integer(Int64(ReworkNumbering.number(Int(own), of: $0)))
        }
    }

    /// The last measurements of a characteristic that the asker may see, the earliest first.
    private func measurements<Way: Channel>(
        _ about: [ViewValue],
        at sequences: [ViewValue],
        in place: CompartmentName,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [Measurement] {
        do throws(AccessRefusal) {
            return try hull.boundary.records(
                Measurement.self,
                in: place,
                matching: [
                    .init("work_master", .equal, [about[0]]), .init("sequence", .equal, sequences),
                    .init("characteristic", .equal, [about[2]]),
                ],
                order: [ViewQuery.Order("measured", descending: true)],
                limit: Self.pointsOfChart,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            ).reversed()
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
