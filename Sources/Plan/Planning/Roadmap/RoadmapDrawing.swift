import PlantModel

/// The roadmap as a drawing: a column for each phase, a bar for each instance of today until it is empty, one for each instance of the plan
/// from the phase that opens it, and how many leaks stop-gaps hold shut in between.
enum RoadmapDrawing {
    /// A phase or several that are drawn as one.
    private struct Column {
        let phases: [RoadmapPhase]
        /// Its number, or the first and the last.
        var name: String {
            let numbers = phases.map(\.number)
            return phases.count == 1 ? "\(numbers[0])" : "\(numbers[0])–\(numbers[numbers.count - 1])"
        }
    }

    private struct Lane {
        let name: String
        let style: String
        let from: Int
        let to: Int
        /// What moves, by column.
        var moved: [Int: Set<String>] = [:]
    }

    private static let left = 190
    private static let laneHeight = 28
    /// Columns of a drawing; of more phases, several share one.
    private static let columnsMax = 14
    /// Lanes of each kind; of more, the number is told.
    private static let lanesMax = 24

    /// The drawing as SVG; nil where nothing moves.
    static func svg(_ roadmap: Roadmap) -> String? {
        if roadmap.phases.isEmpty { return nil }
        let columns = columns(roadmap.phases)
        var columnOf: [Int: Int] = [:]
        for (index, column) in columns.enumerated() { for phase in column.phases { columnOf[phase.number] = index } }
        let width = max(62, 840 / columns.count)
        let isNarrow = width < 90
        var canvas = DrawingCanvas()
        if isNarrow { canvas.text("phase", x: 10, y: 20, style: "t") }
        for (index, column) in columns.enumerated() {
            let x = left + width * (index + 1)
            canvas.text(isNarrow ? column.name : "phase \(column.name)", x: x + 5, y: 20, style: "t")
            canvas.text(
                DrawingCanvas.fitted(measures(column), letters: (width - 4) / 7),
                x: x + 5,
                y: 37,
                style: "k"
            )
            canvas.text(ends(column), x: x + 5, y: 53, style: "k")
        }
        canvas.text("today", x: left + 5, y: 20, style: "t")
        var top = 66
        top = gaps(roadmap, columns, columnOf, width, top, &canvas)
        for (title, lanes) in [
            ("today's instances", today(roadmap, columnOf, columns.count)),
            ("the plan's instances", planned(roadmap, columnOf, columns.count)),
        ] where !lanes.isEmpty {
            canvas.text(title, x: 10, y: top + 16, style: "k")
            top += 24
            for lane in lanes.prefix(lanesMax) {
                draw(lane, width, top, &canvas)
                top += laneHeight
            }
            if lanes.count > lanesMax {
                canvas.text("\(lanes.count - lanesMax) more are not drawn", x: 10, y: top + 14, style: "k")
                top += 22
            }
            top += 8
        }
        for index in 0...columns.count {
            let x = left + width * index
            canvas.line(fromX: x, y: 6, toX: x, y: top, style: "o")
        }
        return canvas.svg(
            width: left + width * (columns.count + 1) + 10,
            height: top + 8,
            title: "Phases from today's instances to those of the plan; the sections below tell the same"
        )
    }

    private static func columns(_ phases: [RoadmapPhase]) -> [Column] {
        if phases.count <= columnsMax { return phases.map { Column(phases: [$0]) } }
        // The measures before execution one by one, as far as there is room; what follows in equal parts.
        let first = min(phases.prefix { $0.measure != .execution }.count, columnsMax - 4)
        let rest = Array(phases[first...])
        let room = columnsMax - first
        return phases[..<first].map { Column(phases: [$0]) }
            + (0..<room).compactMap { part in
                let some = rest[(part * rest.count / room)..<((part + 1) * rest.count / room)]
                return some.isEmpty ? nil : Column(phases: Array(some))
            }
    }

    private static func measures(_ column: Column) -> String {
        let measures = Set(column.phases.map(\.measure))
        return RoadmapMeasure.allCases.filter(measures.contains).map(\.noun).joined(separator: ", ")
    }

    private static func ends(_ column: Column) -> String {
        guard column.phases.contains(where: { $0.weeks > 0 }) else { return "" }
        return column.phases.last?.endsNotBefore.map { "\($0)" } ?? ""
    }

    /// How many leaks stop-gaps hold shut at each column's end.
    private static func gaps(
        _ roadmap: Roadmap,
        _ columns: [Column],
        _ columnOf: [Int: Int],
        _ width: Int,
        _ top: Int,
        _ canvas: inout DrawingCanvas
    ) -> Int {
        let byLeak = Dictionary(grouping: roadmap.stopGaps, by: \.leak)
        if byLeak.isEmpty { return top }
        canvas.text("held by stop-gaps", x: 10, y: top + 18, style: "t")
        for index in 0...columns.count {
            let open = byLeak.values.count { gaps in
                gaps.contains { gap in gap.untilPhase.flatMap { columnOf[$0] }.map { $0 + 1 > index } ?? true }
            }
            let x = left + width * index
            canvas.box(x: x + 3, y: top, width: width - 6, height: 24, style: open > 0 ? "x" : "c")
            canvas.text(open == 1 ? "1 leak" : "\(open) leaks", x: x + 10, y: top + 17, style: open > 0 ? "r" : "k")
        }
        return top + 36
    }

    private static func today(_ roadmap: Roadmap, _ columnOf: [Int: Int], _ count: Int) -> [Lane] {
        roadmap.plan.plant.instances.map { instance in
            let emptied = roadmap.phases.first { $0.empties.contains(instance.id) }.flatMap { columnOf[$0.number] }
            var lane = Lane(name: instance.id, style: "s", from: 0, to: emptied.map { $0 + 1 } ?? count)
            for phase in roadmap.phases {
                guard let column = columnOf[phase.number] else { continue }
                for move in phase.moves where move.from.contains(instance.id) {
                    lane.moved[column + 1, default: []].formUnion(move.units.map(\.program))
                }
            }
            return lane
        }
    }

    private static func planned(_ roadmap: Roadmap, _ columnOf: [Int: Int], _ count: Int) -> [Lane] {
        var lanes: [Int: Lane] = [:]
        for phase in roadmap.phases {
            guard let column = columnOf[phase.number] else { continue }
            for move in phase.moves {
                if lanes[move.instance] == nil {
                    let name = "\(move.instance): \(move.to)"
                    lanes[move.instance] = Lane(name: name, style: "e", from: column + 1, to: count)
                }
                lanes[move.instance]?.moved[column + 1, default: []].formUnion(move.units.map(\.program))
            }
        }
        return lanes.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func draw(_ lane: Lane, _ width: Int, _ top: Int, _ canvas: inout DrawingCanvas) {
        canvas.text(DrawingCanvas.fitted(lane.name, letters: 25), x: 10, y: top + 17, style: "l")
        let x = left + width * lane.from
        canvas.box(
            x: x + 3,
            y: top,
            width: width * (lane.to - lane.from + 1) - 6,
            height: laneHeight - 5,
            style: lane.style
        )
        for (column, programs) in lane.moved.sorted(by: { $0.key < $1.key }) {
            let room = (width - 12) / 7
            let first = programs.sorted()[0]
            let counted = room < 12 ? "\(programs.count)" : "\(programs.count) programs"
            let text = programs.count == 1 && first.count <= room ? first : counted
            canvas.text(
                text,
                x: left + width * column + 10,
                y: top + 16,
                style: "k"
            )
        }
    }
}
