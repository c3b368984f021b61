import PlantModel

/// The flows of a plant as a drawing: places with who may not have what is there, the flows on which it gets there, and where the least cut
/// stops it. Every fact of it stands in the tables beside it, too.
struct FlowDrawing {
    private static let width = 196
    private static let gap = 96
    private static let spacing = 22
    /// Audiences named at one place.
    private static let audiencesShown = 5
    private static let letters = 25

    /// The drawing as SVG.
    let svg: String

    /// Nil where no flow touches anything.
    init?(_ analysis: FlowAnalysis) {
        let map = FlowMap(analysis)
        if map.places.isEmpty { return nil }
        var canvas = DrawingCanvas()
        let heights = map.places.map { 46 + 16 * min($0.releases.count, Self.audiencesShown + 1) }
        let columns = Set(map.places.map(\.column)).sorted()
        var (corner, bottom): ([(x: Int, y: Int)], Int) = ([], 0)
        for (index, place) in map.places.enumerated() {
            let isFirst = index == 0 || map.places[index - 1].column != place.column
            let y = isFirst ? 10 : corner[index - 1].y + heights[index - 1] + Self.spacing
            let column = columns.firstIndex(of: place.column) ?? 0
            corner.append((10 + column * (Self.width + Self.gap), y))
            bottom = max(bottom, y + heights[index])
        }
        for index in map.places.indices {
            Self.draw(map.places[index], at: corner[index], heights[index], analysis, &canvas)
        }
        Self.draw(map, corner, heights, analysis, &canvas)
        let width = 20 + columns.count * (Self.width + Self.gap) - 40
        var notes = [
            "Thick: on the shortest way of a possible release. Bar: there the least cut filters or stops it. !: who may not have what is there."
        ]
        if map.hidden.places > 0 {
            notes.append(
                "\(map.hidden.places) more places are not drawn; at \(map.hidden.leaking) of them something is possibly released."
            )
        }
        if map.hiddenEdges > 0 {
            notes.append("\(map.hiddenEdges) more connections between these places are not drawn.")
        }
        for (line, note) in notes.enumerated() { canvas.text(note, x: 10, y: bottom + 26 + 18 * line, style: "k") }
        svg = canvas.svg(
            width: max(width, 860),
            height: bottom + 22 + 18 * notes.count,
            title: "Flows between systems and MES instances, with possible releases; the tables beside it tell the same"
        )
    }

    private static func draw(
        _ place: FlowMap.Place,
        at corner: (x: Int, y: Int),
        _ height: Int,
        _ analysis: FlowAnalysis,
        _ canvas: inout DrawingCanvas
    ) {
        let node = analysis.places.nodes[place.node]
        var (style, facts) = ("s", "")
        switch node.kind {
        case .system(let system):
            style = "e"
            let at =
                switch system.hosting {
                case .environment(let id), .site(let id): id
                }
            facts = "\(system.kind), \(at)"
        case .instance(let environment): facts = environment.map { "MES, \($0)" } ?? "paper"
        case .nowhere: facts = "no instance hosts it"
        }
        canvas.box(
            x: corner.x,
            y: corner.y,
            width: width,
            height: height,
            style: place.releases.isEmpty ? style : "x"
        )
        canvas.text(DrawingCanvas.fitted(node.id, letters: 22), x: corner.x + 10, y: corner.y + 19, style: "t")
        canvas.text(DrawingCanvas.fitted(facts, letters: letters), x: corner.x + 10, y: corner.y + 36, style: "k")
        var lines = place.releases.prefix(audiencesShown).map { release in
            "! \(release.audience ?? "itself"): \(PlanReport.brief(release.programs, shown: 1))"
        }
        if place.releases.count > audiencesShown { lines.append("! \(place.releases.count - audiencesShown) more") }
        for (number, line) in lines.enumerated() {
            canvas.text(
                DrawingCanvas.fitted(line, letters: letters),
                x: corner.x + 10,
                y: corner.y + 53 + 16 * number,
                style: "r"
            )
        }
    }

    private static func draw(
        _ map: FlowMap,
        _ corner: [(x: Int, y: Int)],
        _ heights: [Int],
        _ analysis: FlowAnalysis,
        _ canvas: inout DrawingCanvas
    ) {
        let leaking = Set(analysis.releases.flatMap(\.flows))
        let cut = Set(analysis.cut?.parts.compactMap(\.action.flow) ?? [])
        let isNamed = map.edges.count <= 40
        // Where curves of one side leave and arrive is spread over it.
        var (leaves, arrives) = ([Int](repeating: 0, count: heights.count), [Int](repeating: 0, count: heights.count))
        var (leaving, arriving) = (leaves, arrives)
        for edge in map.edges {
            leaving[edge.from] += 1
            arriving[edge.to] += 1
        }
        let order = map.edges.sorted { (corner[$0.to].y, corner[$0.from].y) < (corner[$1.to].y, corner[$1.from].y) }
        for edge in order {
            leaves[edge.from] += 1
            arrives[edge.to] += 1
            let start = corner[edge.from].y + heights[edge.from] * leaves[edge.from] / (leaving[edge.from] + 1)
            let end = corner[edge.to].y + heights[edge.to] * arrives[edge.to] / (arriving[edge.to] + 1)
            let ids = edge.flows.map { analysis.plant.flows[$0].id }
            let style = ids.contains(where: leaking.contains) ? "b" : "f"
            let (from, to) = (corner[edge.from].x, corner[edge.to].x)
            // Names and bars stand where the curve arrives: there it is level, and no other curve arrives at the same height.
            let (name, bar): (Int, Int)
            if from < to {
                canvas.curve(fromX: from + width, y: start, toX: to, y: end, style: style)
                (name, bar) = (to - 36, to - 12)
            } else if from > to {
                canvas.curve(fromX: from, y: start, toX: to + width, y: end, style: style)
                (name, bar) = (to + width + 20, to + width + 12)
            } else {
                canvas.loop(x: from + width, y: start, toX: from + width, y: end, reach: 58, style: style)
                (name, bar) = (from + width + 20, from + width + 12)
            }
            if ids.contains(where: cut.contains) {
                canvas.line(fromX: bar, y: end - 8, toX: bar, y: end + 8, style: "g")
            }
            if isNamed { canvas.text(PlanReport.brief(ids, shown: 2), x: name, y: end - 4, style: "k") }
        }
    }
}
