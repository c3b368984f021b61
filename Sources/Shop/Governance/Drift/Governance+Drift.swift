public import Boundary
internal import Cedar
internal import Execution
public import PlantModel
internal import Storage

extension Governance {
    /// All by which the plant has drifted from its plan and its policies on a day: asked at the start and daily.
    /// - Parameters:
    ///   - baseline: what is in force.
    ///   - plan: the plan that the instance was made by; without one nothing is said of places.
    /// - Returns: by code, then place.
    /// - Throws: `unsound` where the baseline cannot be asked as of the day; `noAnswer`.
    public func drift(of baseline: PolicyBaseline, plan: PlanFile?, on day: Day) throws(GovernanceRefusal)
        -> [DriftFinding]
    {
        let plant = baseline.plant.on(day)
        let lapsed = hull.boundary.lapsed(on: day)
        var found = Self.authorizations(of: plant, lapsed, on: day)
        found += lapsed.facts.map { name, count in
            DriftFinding(.personFacts, "\(name) of \(count)", at: "the register")
        }
        found += staleRegister(on: day) + labels(lapsed)
        if hull.boundary.isClockBehind { found.append(DriftFinding(.clockBehind, "\(day)", at: "this instance")) }
        let variants = try variants(on: day)
        if variants.lapsed > 0 {
            found.append(DriftFinding(.lapsedVariants, "\(variants.lapsed) variants", at: "this instance"))
        }
        if variants.moved > 0 {
            found.append(DriftFinding(.movedStandards, "\(variants.moved) variants", at: "this instance"))
        }
        if let plan {
            found += try Self.places(plan, plant, baseline.catalogue, on: day)
            found += Self.flows(plan, plant)
        }
        return found.sorted {
            ($0.code.rawValue, $0.place, $0.about) < ($1.code.rawValue, $1.place, $1.about)
        }
    }

    /// An instance without accounts has no register and no table of it.
    private func staleRegister(on day: Day) -> [DriftFinding] {
        guard let reading = try? hull.registerReading(), let last = reading.freshUntil, last < day else { return [] }
        return [
            DriftFinding(.staleRegister, "\(reading.source), read last on \(reading.asOf)", at: "the register")
        ]
    }

    /// A compartment is named by its programs, so that what is found in one tells of them.
    private func labels(_ lapsed: LapsedState) -> [DriftFinding] {
        let programs = Dictionary(grouping: places.keys.sorted()) { places[$0] }
        func finding(_ code: DriftFinding.Code, _ compartment: CompartmentName, _ count: Int) -> DriftFinding {
            DriftFinding(code, "\(count) labels", at: "\(compartment)", programs: programs[compartment] ?? [])
        }
        return lapsed.unreadLabels.map { finding(.unreadLabels, $0, $1) }
            + lapsed.unassignedLabels.filter { programs[$0.key] != nil }
            .map { finding(.unassignedLabels, $0, $1) }
    }

    /// Flows of the plant file in force that the plan did not know, or knew as carrying less. A plan of before plans said so knew whatever there is.
    private static func flows(_ plan: PlanFile, _ plant: Plant) -> [DriftFinding] {
        guard let known = plan.flows else { return [] }
        let byID = Dictionary(known.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let places = Dictionary(plant.flows.map { ($0.id, $0.place) }, uniquingKeysWith: { first, _ in first })
        return PlanFile.KnownFlow.all(of: plant).compactMap { flow in
            let more = byID[flow.id].map { flow.widened(since: $0) }
            if more?.isEmpty == true { return nil }
            return DriftFinding(
                more == nil ? .newFlow : .widerFlow,
                ([flow.id] + (more.map { [$0.joined(separator: "; ")] } ?? [])).joined(separator: ": "),
                at: places[flow.id]?.description ?? "the plant file",
                cite: "from \(flow.from) to \(flow.to)",
                programs: flow.programs ?? plant.programs.map(\.id)
            )
        }
    }

    private static func authorizations(of plant: Plant, _ lapsed: LapsedState, on day: Day) -> [DriftFinding] {
        plant.authorizations.compactMap { authorization in
            let place = authorization.place.description
            if let until = authorization.until, until < day {
                return DriftFinding(
                    .authorizationEnded,
                    authorization.id,
                    at: place,
                    cite: "\(authorization.kind), until \(until)",
                    programs: authorization.programs
                )
            }
            guard lapsed.exhausted.contains(authorization.id) else { return nil }
            return DriftFinding(
                .authorizationUsedUp,
                authorization.id,
                at: place,
                cite: "\(authorization.kind), \(authorization.useLimit ?? 0) uses",
                programs: authorization.programs
            )
        }
    }

    private static func places(
        _ plan: PlanFile,
        _ plant: Plant,
        _ catalogue: ObligationCatalogue,
        on day: Day
    ) throws(GovernanceRefusal) -> [DriftFinding] {
        var found: [DriftFinding] = []
        let placed = Set(plan.instances.flatMap { $0.compartments.flatMap { $0.compactMap(\.first) } })
        for program in plant.programs where !placed.contains(program.id) {
            found.append(
                DriftFinding(.unassignedProgram, program.id, at: program.place.description, programs: [program.id])
            )
        }
        if let end = plan.holdsUntil.flatMap({ Day($0) }), end < day {
            found.append(DriftFinding(.planLapsed, "it held until \(end)", at: "the plan of \(plan.asOf)"))
        }
        let evidence: PlantEvidence
        do throws(ObligationProblems) {
            evidence = PlantEvidence(
                plant: plant,
                obligations: try PlantObligations(plant: plant, catalogue: catalogue)
            )
        } catch {
            throw GovernanceRefusal(.unsound, "on \(day): \(error)")
        }
        for environment in Set(plan.instances.map(\.environment)).sorted() {
            for fact in evidence.facts(of: environment) where fact.standing == .expired {
                found.append(
                    DriftFinding(
                        .environmentFact,
                        "\(fact.subject): \(fact.statement)",
                        at: fact.place,
                        cite: [fact.evidence, fact.expires.map { "until \($0)" }].compactMap(\.self).joined(
                            separator: ", "
                        )
                    )
                )
            }
        }
        return found
    }
}
