import PlantModel

/// Leaks that today's placement alone shows: who reaches an instance or a system, and may not see what lies there.
///
/// Data lies in an instance that hosts the program, in a system at either end of a flow without a filter, and in a system that the
/// program works with although no flow says what it holds. Where a filter lets pass what it should not is for the analysis of flows.
struct TodayLeaks {
    /// What was found, in order.
    let leaks: [Leak]

    init(plan: Plan, questioner: PolicyQuestioner) {
        let views = RoadmapViews(plan: plan, questioner: questioner)
        let finder = Finder(plant: plan.plant, views: views)
        leaks =
            (plan.plant.instances.flatMap(finder.leaks(of:)) + plan.plant.systems.flatMap(finder.leaks(of:))).sorted()
    }
}

private struct Finder {
    let plant: Plant
    let views: RoadmapViews

    /// What lies somewhere of a program.
    struct Content {
        var dataClasses: Set<DataClass> = []
        var flows: Set<String> = []
    }

    func leaks(of instance: Plant.Instance) -> [Leak] {
        var content: [String: Content] = [:]
        for program in Set(instance.hosts.map(\.program)) { content[program] = Content(dataClasses: carried(program)) }
        let readers = Set(instance.audiences.map(\.value)).sorted().map { ($0, Leak.Reach.reads) }
        return leaks(
            in: instance.id,
            of: content,
            to: readers + views.operators(of: views.environment(of: instance)),
            at: instance.place
        )
    }

    func leaks(of system: Plant.System) -> [Leak] {
        var content: [String: Content] = [:]
        var connected: Set<String> = []
        for flow in plant.flows where [flow.from, flow.to].contains(.system(system.id)) {
            for program in flow.programs ?? plant.programs.map(\.id) {
                connected.insert(program)
                let classes = Set(flow.carries.map(\.value)).intersection(carried(program))
                if flow.filter != nil || classes.isEmpty { continue }
                content[program, default: Content()].dataClasses.formUnion(classes)
                content[program, default: Content()].flows.insert(flow.id)
            }
        }
        for program in plant.programs where !connected.contains(program.id) && views.worksWith(program.id, system.id) {
            content[program.id] = Content(dataClasses: carried(program.id))
        }
        let readers = Set(system.audiences.map(\.value)).sorted().map { ($0, Leak.Reach.reads) }
        return leaks(
            in: system.id,
            of: content,
            to: readers + views.operators(of: views.environment(of: system)),
            at: system.place
        )
    }

    /// The classes that carry restrictions of a program: those that no determination frees of export control and CUI.
    private func carried(_ program: String) -> Set<DataClass> {
        let free = (plant.programs.first { $0.id == program }?.data ?? []).filter {
            $0.exports == .none && $0.cui == .none
        }
        return Set(DataClass.allCases).subtracting(free.map(\.dataClass))
    }

    private func leaks(
        in system: String,
        of content: [String: Content],
        to audiences: [(String, Leak.Reach)],
        at place: SourcePlace
    ) -> [Leak] {
        audiences.flatMap { audience, reach -> [Leak] in
            // Programs that lie there by the same flows and are refused for the same reasons are one leak.
            var found: [[String]: (programs: [String], content: Content)] = [:]
            for (program, what) in content.sorted(by: { $0.key < $1.key }) {
                let refusing = views.refusing(program, to: audience, reach)
                if refusing.isEmpty { continue }
                let key = refusing + ["by"] + what.flows.sorted()
                found[key, default: ([], Content())].programs.append(program)
                found[key]?.content.dataClasses.formUnion(what.dataClasses)
                found[key]?.content.flows.formUnion(what.flows)
            }
            return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, leak in
                Leak(
                    system: system,
                    audience: audience,
                    reach: reach,
                    programs: leak.programs,
                    dataClasses: Array(leak.content.dataClasses),
                    flows: Array(leak.content.flows),
                    obligations: Array(key.prefix { $0 != "by" }),
                    place: place
                )
            }
        }
    }
}
