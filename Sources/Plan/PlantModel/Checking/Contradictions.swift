/// Looks for facts of a plant that cannot hold together, and for what does not count any more as of its date.
///
/// It is given only what is sound by itself; what refers to something that is not there was reported before and is passed over.
struct Contradictions {
    let plant: Plant
    let index: PlantIndex
    /// Facts that name their own end.
    let ends: [(expires: Day, place: SourcePlace, hasEvidence: Bool)]
    /// Whether the plant names the day as of which it is judged.
    let isDated: Bool
    /// Whether every party could be read.
    let hasAllParties: Bool
    /// Program by part.
    private let programOfPart: [String: String]
    /// Site by zone.
    private let siteOfZone: [String: String]

    init(
        _ plant: Plant,
        ends: [(expires: Day, place: SourcePlace, hasEvidence: Bool)],
        isDated: Bool,
        hasAllParties: Bool
    ) {
        self.plant = plant
        self.ends = ends
        self.isDated = isDated
        self.hasAllParties = hasAllParties
        index = PlantIndex(plant)
        programOfPart = Dictionary(
            plant.programs.flatMap { program in program.parts.map { ($0.id, program.id) } },
            uniquingKeysWith: { first, _ in first }
        )
        siteOfZone = Dictionary(
            plant.sites.flatMap { site in site.zones.map { ($0.id, site.id) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func check(log: inout ProblemLog) {
        checkOwner(log: &log)
        checkPlaces(log: &log)
        let admitted = admittedByProgram()
        for program in plant.programs {
            checkClassification(of: program, log: &log)
            checkFlowdowns(of: program, log: &log)
            checkPersons(of: program, admitted: admitted[program.id] ?? [], log: &log)
        }
        for environment in plant.environments { checkHosting(environment, log: &log) }
        checkMessages(log: &log)
        if isDated { checkDates(log: &log) }
        checkLoads(log: &log)
    }

    private func checkOwner(log: inout ProblemLog) {
        let owners = plant.parties.filter { $0.kind == .self }
        if owners.isEmpty, hasAllParties {
            log.add(
                .ownerUnclear,
                at: plant.parties.first?.place ?? SourcePlace(file: plant.files.first ?? "", line: 1, column: 1),
                "no party is of kind 'self'; expected the plant's owner among the parties"
            )
        }
        for owner in owners.dropFirst() {
            log.add(
                .ownerUnclear,
                at: owner.place,
                "'\(owners[0].id)' is of kind 'self' already; expected 'affiliate' for another entity of the group"
            )
        }
    }

    private func checkHosting(_ environment: Plant.Environment, log: inout ProblemLog) {
        guard let endToEnd = environment.keys.endToEnd, endToEnd.value, environment.purposes.contains(.host) else {
            return
        }
        log.add(
            .endToEndHost,
            at: endToEnd.place,
            "'\(environment.id)' hosts an MES and claims to hold ciphertext only, but a server has to decrypt; expected "
                + "'endToEnd: false', or 'purposes: [store]' or '[relay]'"
        )
    }

    /// Work centers in zones of their site, loads and units at sites of their program, parts of programs that are covered.
    private func checkPlaces(log: inout ProblemLog) {
        for center in plant.workCenters {
            guard let zone = center.zone, let site = siteOfZone[zone], site != center.site else { continue }
            log.add(
                .misplacedReference,
                at: center.place,
                "work center '\(center.id)' is at '\(center.site)', its zone '\(zone)' at '\(site)'; expected one site"
            )
        }
        for program in plant.programs {
            for load in program.workCenters {
                guard let site = index.workCenters[load.workCenter]?.site,
                    !program.sites.contains(where: { $0.value == site })
                else { continue }
                log.add(
                    .misplacedReference,
                    at: load.place,
                    "work center '\(load.workCenter)' is at '\(site)', where '\(program.id)' is not built; expected a work "
                        + "center at its sites"
                )
            }
        }
        for instance in plant.instances {
            for unit in instance.hosts {
                guard let program = index.programs[unit.program], index.sites[unit.site] != nil,
                    !program.sites.contains(where: { $0.value == unit.site })
                else { continue }
                log.add(
                    .misplacedReference,
                    at: instance.place,
                    "instance '\(instance.id)' runs '\(unit.program)' at '\(unit.site)', where it is not built; expected one "
                        + "of its sites"
                )
            }
        }
        for authorization in plant.authorizations {
            for part in authorization.parts ?? [] {
                guard let program = programOfPart[part], !authorization.programs.contains(program) else { continue }
                log.add(
                    .misplacedReference,
                    at: authorization.place,
                    "part '\(part)' is of '\(program)', which '\(authorization.id)' does not cover; expected a part of its "
                        + "programs"
                )
            }
        }
    }

    private func checkLoads(log: inout ProblemLog) {
        var asked: [String: Int] = [:]
        for program in plant.programs {
            for load in program.workCenters { asked[load.workCenter, default: 0] += load.hoursPerWeek }
        }
        for center in plant.workCenters {
            guard let hours = asked[center.id], hours > center.hoursPerWeek else { continue }
            log.add(
                .workCenterOverloaded,
                at: center.place,
                "programs ask '\(center.id)' for \(hours) hours per week; it has \(center.hoursPerWeek)"
            )
        }
    }
}
