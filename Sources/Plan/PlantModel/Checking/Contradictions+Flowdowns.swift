import Cedar

extension Contradictions {
    func checkFlowdowns(of program: Plant.Program, log: inout ProblemLog) {
        for flowdown in program.flowdowns where !flowdown.asks {
            log.add(
                .emptyFlowdown,
                at: flowdown.place,
                "flowdown '\(flowdown.id)' asks nothing; expected what it asks, such as separation, persons, hosting, retain, "
                    + "reportHours, approves or policy"
            )
        }
        checkPolicies(program, log: &log)
        checkOwnCustomer(program, log: &log)
        checkHostingLists(program, log: &log)
        checkTenancy(program, log: &log)
        let duties = RetentionClash.duties(of: program)
        for clash in RetentionClash.clashes(among: duties) {
            log.add(.retainAgainstPurge, at: clash.purge.place, clash.message(program: program.id))
        }
        guard duties.retain.isEmpty else { return }
        // No flowdown keeps anything, but regulations and standards do; which of them bind is known only once the catalogue is asked.
        for purge in duties.purge {
            log.add(.retainAgainstPurge, at: purge.place, purge.messageAgainstRegulations(program: program.id))
        }
    }

    /// Cedar text by itself; the catalogue compares it with its schema.
    private func checkPolicies(_ program: Plant.Program, log: inout ProblemLog) {
        for flowdown in program.flowdowns {
            guard let policy = flowdown.policy else { continue }
            do throws(CedarErrors) {
                _ = try PolicySet(parsing: policy.value, file: "policy")
            } catch {
                for found in error.errors {
                    let start = found.range.start
                    log.add(
                        .invalidPolicy,
                        at: policy.place,
                        "the policy of '\(flowdown.id)', its line \(start.line), column \(start.column): \(found.message)"
                    )
                }
            }
        }
    }

    private func checkOwnCustomer(_ program: Plant.Program, log: inout ProblemLog) {
        for flowdown in program.flowdowns {
            guard let separation = flowdown.separation, case .parties(let parties) = separation.against,
                parties.contains(program.customer)
            else { continue }
            log.add(
                .flowdownsContradict,
                at: separation.place,
                "'\(flowdown.id)' asks to keep '\(program.id)' apart from '\(program.customer)', its own customer; expected "
                    + "other parties, or 'against: otherContracts'"
            )
        }
    }

    /// Two lists of environments of which none is in both can never both be met.
    private func checkHostingLists(_ program: Plant.Program, log: inout ProblemLog) {
        let lists = program.flowdowns.filter { $0.hosting != nil && $0.basis != .preference }
        for (position, second) in lists.enumerated() {
            guard let secondList = second.hosting else { continue }
            for first in lists[..<position] {
                guard let firstList = first.hosting else { continue }
                let firstIDs = admitted(by: firstList)
                let secondIDs = admitted(by: secondList)
                // A list that admits nothing of this plant is for the planner to report: another environment may be added.
                guard !firstIDs.isEmpty, !secondIDs.isEmpty, firstIDs.isDisjoint(with: secondIDs) else { continue }
                log.add(
                    .flowdownsContradict,
                    at: secondList.place,
                    "'\(second.id)' and '\(first.id)' (\(firstList.place)) admit no environment in common; expected lists "
                        + "that can both be met"
                )
            }
        }
    }

    /// Dedicated infrastructure cannot be had where every environment that the hosting list admits is shared with others.
    private func checkTenancy(_ program: Plant.Program, log: inout ProblemLog) {
        let demanding = program.flowdowns.filter { $0.dedicatedTenancy != nil && $0.basis != .preference }
        for flowdown in program.flowdowns where flowdown.basis != .preference {
            guard let demand = demanding.first, let list = flowdown.hosting else { continue }
            let environments = plant.environments.filter { admitted(by: list).contains($0.id) }
            guard !environments.isEmpty, environments.allSatisfy({ $0.tenancy.model.value == .multiTenant }) else {
                continue
            }
            log.add(
                .flowdownsContradict,
                at: list.place,
                "'\(flowdown.id)' admits multi-tenant environments only, and '\(demand.id)' (\(demand.place)) asks for "
                    + "dedicated ones; expected lists that can both be met"
            )
        }
    }

    private func admitted(by hosting: Plant.Flowdown.Hosting) -> Set<String> {
        Set(
            plant.environments.filter { hosting.kinds.contains($0.kind) || hosting.environments.contains($0.id) }.map(
                \.id
            )
        )
    }

    // MARK: - Persons

    /// Who is admitted to a program by an authorization or by a need to know.
    struct Admitted {
        let message: String
        let place: SourcePlace
        /// Whether it is certainly a foreign person, or certainly no citizen.
        let isForeign: Bool
    }

    /// For each program those that it admits by name and that are certainly not U.S. citizens.
    func admittedByProgram() -> [String: [Admitted]] {
        var byProgram: [String: [Admitted]] = [:]
        for authorization in plant.authorizations where !isDated || authorization.isInForce(on: plant.asOf) {
            let foreign = authorization.parties.first { party in
                index.parties[party].map { $0.country.value != "US" } ?? false
            }
            guard let foreign else { continue }
            let message = "authorization '\(authorization.id)' admits the foreign party '\(foreign)'"
            for program in authorization.programs {
                byProgram[program, default: []].append(
                    Admitted(message: message, place: authorization.place, isForeign: true)
                )
            }
        }
        for audience in plant.audiences {
            guard let need = audience.needToKnow, !isDated || need.isInForce(on: plant.asOf) else { continue }
            let foreign = audience.citizenships?.value(on: plant.asOf)?.first { $0 != "US" }
            let isForeign =
                audience.allUSPersons?.value == false || (foreign != nil && audience.allUSPersons?.value != true)
            guard isForeign || audience.allUSCitizens?.value == false else { continue }
            let why =
                foreign.map { "citizenship \($0)" } ?? (isForeign ? "not all U.S. persons" : "not all U.S. citizens")
            let message = "audience '\(audience.id)' (\(why)) needs to know of it"
            for program in need.programs {
                byProgram[program, default: []].append(
                    Admitted(message: message, place: need.place, isForeign: isForeign)
                )
            }
        }
        return byProgram
    }

    func checkPersons(of program: Plant.Program, admitted: [Admitted], log: inout ProblemLog) {
        for flowdown in program.flowdowns where flowdown.basis != .preference {
            guard let demand = flowdown.persons else { continue }
            let who = demand.value == .usCitizens ? "U.S. citizens" : "U.S. persons"
            for other in admitted where demand.value == .usCitizens || other.isForeign {
                log.add(
                    .foreignOnUSOnly,
                    at: other.place,
                    "'\(program.id)' is for \(who) only ('\(flowdown.id)', \(demand.place)), and \(other.message); expected one "
                        + "of both"
                )
            }
            guard demand.value == .usCitizens else { continue }
            for site in program.sites {
                guard let country = index.sites[site.value]?.country.value, country != "US" else { continue }
                log.add(
                    .siteAbroadOnUSOnly,
                    at: site.place,
                    "'\(program.id)' is for U.S. citizens only ('\(flowdown.id)', \(demand.place)), and is built at "
                        + "'\(site.value)' in \(country); expected sites in the United States"
                )
            }
        }
    }
}
