import PlantModel

extension RoadmapFile.StopGap {
    init(_ gap: StopGap) {
        let (means, names): (String, [String]) =
            switch gap.means {
            case .block(let flows): ("block", flows)
            case .narrow(let audiences): ("narrow", audiences)
            case .restrictedShare(let system): ("restrictedShare", [system])
            case .paper(let audiences): ("paper", audiences)
            }
        self.init(
            system: gap.leak.system,
            audience: gap.leak.audience,
            reach: gap.leak.reach.rawValue,
            programs: gap.leak.programs,
            dataClasses: gap.dataClasses.map(\.rawValue),
            flows: gap.leak.flows,
            obligations: gap.leak.obligations,
            means: means,
            names: names,
            untilPhase: gap.untilPhase,
            place: gap.leak.place.description
        )
    }
}

extension RoadmapFile.Closure {
    init(_ closure: RoadmapPhase.Closure) {
        self.init(
            obligation: closure.obligation,
            questions: closure.questions,
            units: closure.units.map(ReportFile.Unit.init),
            entirely: closure.entirely
        )
    }
}

extension RoadmapFile.Trigger {
    init(_ trigger: RoadmapPhase.Trigger) {
        self.init(
            obligation: trigger.obligation,
            says: trigger.says,
            units: trigger.units.map(ReportFile.Unit.init),
            weeks: trigger.weeks
        )
    }
}

extension RoadmapFile.Approval {
    init(_ approval: RoadmapPhase.Approval) {
        self.init(
            tier: approval.tier,
            units: approval.units.map(ReportFile.Unit.init),
            approvals: approval.rule?.approvals ?? [],
            tests: approval.rule?.tests ?? [],
            evidence: approval.rule?.evidence ?? [],
            distinct: approval.rule?.distinct ?? []
        )
    }
}

extension RoadmapFile.Phase {
    init(_ phase: RoadmapPhase) {
        self.init(
            number: phase.number,
            measure: phase.measure,
            moves: phase.moves.map { move in
                .init(
                    units: move.units.map(ReportFile.Unit.init),
                    from: move.from,
                    to: move.to,
                    instance: move.instance
                )
            },
            closes: phase.closes.map(RoadmapFile.Closure.init),
            opens: phase.opens.map { opening in
                .init(
                    environment: opening.environment,
                    instance: opening.instance,
                    gateway: opening.gateway,
                    open: opening.open,
                    validation: opening.validation
                )
            },
            facts: phase.facts,
            approvals: phase.approvals.map(RoadmapFile.Approval.init),
            customerApprovals: phase.customerApprovals.map(RoadmapFile.Trigger.init),
            connections: phase.connections.map { connection in
                .init(
                    flow: connection.flow,
                    system: connection.system,
                    outbound: connection.outbound,
                    filter: connection.filter
                )
            },
            triggers: phase.triggers.map(RoadmapFile.Trigger.init),
            stays: phase.stays.map { remainder in
                .init(
                    units: remainder.units.map(ReportFile.Unit.init),
                    measures: remainder.measures,
                    instances: remainder.instances,
                    paper: remainder.paper
                )
            },
            rollBack: phase.rollBack.map { back in
                .init(
                    instance: back.instance,
                    units: back.units.map(ReportFile.Unit.init),
                    retireBy: back.retireBy?.description,
                    untilPhase: back.untilPhase,
                    reopens: back.reopens
                )
            },
            empties: phase.empties,
            weeks: phase.weeks,
            weeksAreOpen: phase.weeksAreOpen,
            endsNotBefore: phase.endsNotBefore?.description
        )
    }
}
