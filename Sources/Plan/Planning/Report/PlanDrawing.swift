import PlantModel

/// The deployment as a drawing: sites on the left, environments on the right with their instances and what each compartment holds, and
/// a line from each site to every instance that works for it.
enum PlanDrawing {
    private static let siteWidth = 190
    private static let gap = 150
    private static let environmentWidth = 620
    private static let lineHeight = 20
    /// Programs named in one compartment; of more, the number is told.
    private static let programsShown = 8

    /// The drawing as SVG; empty where nothing is placed.
    static func svg(_ plan: Plan) -> String {
        guard let placement = plan.answer?.placement else { return "" }
        var canvas = DrawingCanvas()
        var anchors: [(site: Set<String>, y: Int)] = []
        let right = 10 + siteWidth + gap
        var top = 10
        let byEnvironment = Dictionary(grouping: placement.instances.indices) { placement.instances[$0].environment }
        for (environment, instances) in byEnvironment.sorted(by: { $0.key < $1.key }) {
            let start = top
            canvas.text(plan.problem.environments[environment].id, x: right + 14, y: top + 22, style: "t")
            canvas.text(facts(environment, plan), x: right + environmentWidth - 14, y: top + 22, style: "k", end: true)
            top += 34
            for index in instances {
                let instance = placement.instances[index]
                let y = top
                canvas.text("instance \(index + 1)", x: right + 28, y: top + 20, style: "t")
                top += 28
                for (number, compartment) in instance.compartments.enumerated() {
                    var lines = held(compartment, plan)
                    if instance.compartments.count > 1 { lines.insert("compartment \(number + 1)", at: 0) }
                    let height = lineHeight * lines.count + 12
                    canvas.box(x: right + 28, y: top, width: environmentWidth - 56, height: height, style: "c")
                    for (position, line) in lines.enumerated() {
                        canvas.text(line, x: right + 40, y: top + 20 + lineHeight * position, style: "l")
                    }
                    top += height + 6
                }
                canvas.back(x: right + 14, y: y, width: environmentWidth - 28, height: top - y + 4, style: "i")
                anchors.append((Set(instance.units.map { plan.places[$0].site }), y + 14))
                top += 14
            }
            canvas.back(x: right, y: start, width: environmentWidth, height: top - start, style: "e")
            top += 16
        }
        let sites = plan.plant.sites.filter { site in anchors.contains { $0.site.contains(site.id) } }
        let spacing = max(54, (top - 20) / max(1, sites.count))
        for (number, site) in sites.enumerated() {
            let y = 10 + spacing * number
            canvas.box(x: 10, y: y, width: siteWidth, height: 42, style: "s")
            canvas.text(site.id, x: 22, y: y + 19, style: "t")
            canvas.text(site.country.value, x: 22, y: y + 35, style: "k")
            for anchor in anchors where anchor.site.contains(site.id) {
                canvas.curve(fromX: 10 + siteWidth, y: y + 21, toX: right + 14, y: anchor.y)
            }
        }
        let unused = plan.problem.environments.indices.filter { byEnvironment[$0] == nil }
            .map { plan.problem.environments[$0].id }
        let bottom = max(top, 10 + spacing * sites.count)
        if !unused.isEmpty {
            canvas.text("not used: \(unused.joined(separator: ", "))", x: right, y: bottom + 8, style: "k")
        }
        return canvas.svg(
            width: right + environmentWidth + 10,
            height: bottom + 24,
            title: "Sites, environments, the instances in them and what each holds"
        )
    }

    /// What kind of place it is, by its facts.
    private static func facts(_ environment: Int, _ plan: Plan) -> String {
        let id = plan.problem.environments[environment].id
        guard let facts = plan.plant.hostCandidate(id) else { return "" }
        return [
            facts.tenancy.model.value.rawValue, facts.status.rawValue,
            facts.locations.processing.map { $0.value.joined(separator: ", ") },
        ].compactMap(\.self).joined(separator: " · ")
    }

    /// Programs with the sites at which they are made.
    private static func held(_ units: [Int], _ plan: Plan) -> [String] {
        let byProgram = Dictionary(grouping: units.map { plan.places[$0] }, by: \.program).sorted { $0.key < $1.key }
        let lines = byProgram.prefix(programsShown).map { program, places in
            "\(program) at \(places.map(\.site).sorted().joined(separator: ", "))"
        }
        return byProgram.count > programsShown
            ? lines + ["and \(byProgram.count - programsShown) more programs"] : lines
    }
}
