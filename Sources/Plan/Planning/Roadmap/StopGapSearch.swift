import PlantModel

/// Finds the stop-gap of each leak: the first of block, narrow, restricted share and paper that closes it.
struct StopGapSearch {
    private let plant: Plant
    private let views: RoadmapViews

    /// Kinds of systems that can hold documents for people, which is what a restricted share has to.
    private static let documentKinds: Set<String> = ["fileShare", "PLM"]

    init(plan: Plan, questioner: PolicyQuestioner) {
        plant = plan.plant
        views = RoadmapViews(plan: plan, questioner: questioner)
    }

    func stopGaps(for leaks: [Leak]) -> [StopGap] {
        leaks.flatMap { leak in
            means(for: leak).map { means, classes in
                StopGap(
                    leak: leak,
                    means: means,
                    dataClasses: DataClass.allCases.filter(classes.contains),
                    untilPhase: nil
                )
            }
        }
    }

    private func means(for leak: Leak) -> [(StopGap.Means, Set<DataClass>)] {
        let system = plant.systems.first { $0.id == leak.system }
        let instance = plant.instances.first { $0.id == leak.system }
        let all = Set(leak.dataClasses)
        // What the programs do not work with can do without their data.
        if system != nil, !leak.programs.contains(where: { views.worksWith($0, leak.system) }) {
            return [(.block(flows: feeding(leak)), all)]
        }
        // The readers can be narrowed where they can be told apart; those who operate the machine cannot be kept out of it.
        let atWork = views.atWork(on: leak.programs, sites: sites(of: leak, instance)).filter {
            views.mayRead($0, leak.programs)
        }
        if leak.reach == .reads, tellsReadersApart(system, instance) {
            let readers = (system?.audiences ?? instance?.audiences ?? []).map(\.value)
            let kept = Set(readers.filter { views.mayRead($0, leak.programs) } + (instance == nil ? [] : atWork))
            if !kept.isEmpty { return [(.narrow(to: kept.sorted()), all)] }
        }
        // Documents can lie elsewhere; records are made where the work is.
        let documents = all.intersection(Self.documents)
        guard let share = documents.isEmpty ? nil : restrictedShare(for: leak) else {
            return [(.paper(audiences: atWork), all)]
        }
        let records = all.subtracting(documents)
        return [(.restrictedShare(system: share), documents)]
            + (records.isEmpty ? [] : [(.paper(audiences: atWork), records)])
    }

    /// The classes that are documents rather than records of what was done.
    private static let documents: Set<DataClass> = [.technicalData, .workInstructions, .attachments, .ncPrograms]

    private func sites(of leak: Leak, _ instance: Plant.Instance?) -> Set<String> {
        let hosts = (instance.map { [$0] } ?? plant.instances).flatMap(\.hosts).filter {
            leak.programs.contains($0.program)
        }
        if !hosts.isEmpty { return Set(hosts.map(\.site)) }
        return Set(plant.programs.filter { leak.programs.contains($0.id) }.flatMap { $0.sites.map(\.value) })
    }

    /// The flows that bring any of the leak's data to where it is, whichever way it came; none where it is made there.
    private func feeding(_ leak: Leak) -> [String] {
        let flows = plant.flows.filter { flow in
            flow.to == .system(leak.system) && flow.from != flow.to
                && flow.carries.contains { leak.dataClasses.contains($0.value) }
                && flow.programs?.contains(where: leak.programs.contains) ?? true
        }
        return Set(flows.map(\.id)).sorted()
    }

    private func tellsReadersApart(_ system: Plant.System?, _ instance: Plant.Instance?) -> Bool {
        // Paper is handed out.
        if instance?.paper == true || system?.kind == "paper" { return true }
        let isolation = (system?.enforces ?? instance?.enforces)?.isolation?.value(on: plant.asOf)
        return isolation.map { $0 != .none } ?? false
    }

    /// A system for documents that everybody who reaches it may see these programs in; one that they work with already comes first.
    private func restrictedShare(for leak: Leak) -> String? {
        let fit = plant.systems.filter { system in
            guard Self.documentKinds.contains(system.kind), system.id != leak.system, !system.audiences.isEmpty else {
                return false
            }
            return system.audiences.allSatisfy { views.mayRead($0.value, leak.programs) }
                && views.operators(of: views.environment(of: system)).allSatisfy { operators in
                    leak.programs.allSatisfy { views.refusing($0, to: operators.audience, operators.reach).isEmpty }
                }
        }
        func rank(_ system: Plant.System) -> (Int, String) {
            (leak.programs.allSatisfy { views.worksWith($0, system.id) } ? 0 : 1, system.id)
        }
        return fit.min { rank($0) < rank($1) }?.id
    }
}
