import Boundary
import Execution
import Governance
import Journal
import PlantModel

// What happens once a day, before work begins.
extension DemoShift {
    /// - Parameters:
    ///   - day: the place of the day in the history.
    ///   - days: how many days it has.
    mutating func open(day: Int, of days: Int) async throws {
        if day == 3 { try await deviate() }
        if day == days / 2 { try await revise() }
        try await order(day: day, of: days)
        // What failed in the last two days waits.
        if day < days - 2 { try await decide() }
        try await tryForbidden(day: day)
        try await tryByOneFactor(day: day)
        if day % 10 == 4 { try await reviewAccess() }
        if day == days - 4 { try await inspectFirstArticles() }
        if day == days - 3, let line = lines.last { try await confirmLeak(of: line.program) }
    }

    /// Orders until all are ordered, three days before the end: four fittings to a panel, each order of one part.
    private mutating func order(day: Int, of days: Int) async throws {
        let (share, extra) = history.units.quotientAndRemainder(dividingBy: lines.count)
        let last = max(1, days - 3)
        for place in lines.indices {
            let wanted = (share + (place < extra ? 1 : 0)) * min(day + 1, last) / last
            while lines[place].fittings + lines[place].panels + 1 < wanted {
                let rest = wanted - lines[place].fittings - lines[place].panels - 1
                try await order(place, count: min(rest, choices.number(in: 8...24)))
            }
        }
    }

    private mutating func order(_ place: Int, count: Int) async throws {
        let line = lines[place]
        let isPanel = line.orders % 5 == 4 && line.fittings > line.panels * 2
        guard let planner = line.planners.randomElement(using: &choices) else {
            throw DemoFloor.Problem(description: "the register has no planner who finds units of \(line.program)")
        }
        let number = "JO-\(line.program)-\(line.orders + 1)"
        let first = (isPanel ? line.panels : line.fittings) + 101
        let serials = (first..<first + count).map { isPanel ? "\(line.program)-P\($0)" : "\(line.program)-\($0)" }
        let order = try await floor.execution.order(
            JobOrderRequest(
                number: number,
                workMaster: isPanel ? line.panel : line.fitting,
                serials: serials,
                due: try floor.day(in: choices.number(in: 9...40)),
                priority: choices.happens(10) ? 5 : 0
            ),
            by: floor.asker(planner),
            key: floor.key(planner, "demo \(number)")
        ).record
        if line.orders % 5 == 0 { try await printTraveler(number, of: order, by: planner) }
        let component = isPanel ? "SF-\(line.program)" : nil
        for (serial, id) in try await units(of: order, serials, by: planner) {
            lines[place].waiting.append(all.count)
            let isSampled = !isPanel && serials.firstIndex(of: serial).map { $0 % DemoWork.sampled == 0 } ?? false
            all.append(
                DemoUnit(id, serial: serial, program: line.program, component: component, isSampled: isSampled)
            )
        }
        lines[place].orders += 1
        if isPanel { lines[place].panels += count } else { lines[place].fittings += count }
    }

    /// Quality disposes of what failed, and the design authority accepts what is used although it is not as designed; some wait.
    private mutating func decide() async throws {
        let quality = try floor.persons("quality")[0]
        let designer = try floor.persons("engineer")[1]
        for place in all.indices {
            if case .dispose(let id) = all[place].step, choices.happens(75) {
                try await dispose(of: id, at: place, by: quality)
            }
            if case .accept(let id) = all[place].step, choices.happens(85) {
                _ = try await floor.execution.accept(
                    dispositionOf: id,
                    signing: SignatureStatement(printedName: designer.account.name),
                    by: floor.asker(designer),
                    key: floor.key(designer, all[place].command())
                )
                goOn(place, .complete(10))
            }
        }
    }

    /// Of a hundred that failed, those that are reworked by operations of their own.
    private static let reworkChances = 45..<70

    private mutating func dispose(of id: RecordID, at place: Int, by quality: FedPerson) async throws {
        let drawn = choices.number(in: 0...99)
        // Each history has a rework by operations of its own, however few units it tells of.
        let chance = reworks == 0 ? Self.reworkChances.lowerBound : drawn
        // A part of what is reworked goes through operations of its own before the pocket is milled again.
        let isByDefinition = Self.reworkChances.contains(chance)
        let definition = isByDefinition ? lines.first { $0.program == all[place].program }?.rework : nil
        if isByDefinition { reworks += 1 }
        let (disposition, reason): (Disposition, String) =
            switch chance {
            case ..<Self.reworkChances.lowerBound:
                (.useAsIs, "The wall that is left meets the drawing's least thickness.")
            case Self.reworkChances:
                (.rework(from: 10), "Blend the floor of the pocket as the rework says, and measure again.")
            case ..<80: (.rework(from: 10), "Mill the floor of the pocket level and measure again.")
            default: (.scrap, "The wall is below its least thickness.")
            }
        _ = try await floor.execution.dispose(
            of: id,
            disposition,
            following: definition,
            reason: reason,
            signing: SignatureStatement(printedName: quality.account.name),
            by: floor.asker(quality),
            key: floor.key(quality, all[place].command())
        )
        switch disposition {
        case .useAsIs, .repair: all[place].step = .accept(id)
        case .rework: goOn(place, .begin(definition == nil ? 10 : DemoUnit.reworkOperation))
        case .scrap: all[place].step = .rest
        }
    }

    private mutating func goOn(_ place: Int, _ step: DemoUnit.Step) {
        all[place].step = step
        if case .complete = step, let worker = all[place].workers.last {
            atHand[worker, default: []].append(place)
        } else if let line = lines.firstIndex(where: { $0.program == all[place].program }) {
            lines[line].waiting.insert(place, at: 0)
        }
    }

    /// Somebody scans what they may not work on. It is refused, and the trail has it.
    private mutating func tryForbidden(day: Int) async throws {
        for line in lines {
            let others = workers.indices.filter { !line.workers.contains($0) }
            guard choices.happens(60), let worker = others.randomElement(using: &choices),
                let unit = all.last(where: { $0.program == line.program })?.id
            else { continue }
            let person = workers[worker]
            try await refused(
                person,
                floor.asker(person),
                at: unit,
                "demo refused \(day) \(line.program)",
                because: "sees none of \(line.program)"
            )
        }
    }

    /// Somebody who may work on a program of two factors scans it in a session of one. It is refused too.
    private mutating func tryByOneFactor(day: Int) async throws {
        for line in lines where floor.twoFactorPrograms.contains(line.program) {
            guard choices.happens(40), let worker = line.workers.randomElement(using: &choices),
                let unit = all.last(where: { $0.program == line.program })?.id
            else { continue }
            let person = workers[worker]
            try await refused(
                person,
                floor.asker(person, factors: 1),
                at: unit,
                "demo one factor \(day) \(line.program)",
                because: "gave one factor for \(line.program)"
            )
        }
    }

    private func refused(
        _ person: FedPerson,
        _ asker: Asker<Screen>,
        at unit: RecordID,
        _ name: String,
        because reason: String
    ) async throws {
        do {
            _ = try await floor.execution.start(
                UnitOperation(unit: unit, sequence: 10),
                by: asker,
                key: floor.key(person, name)
            )
        } catch is ExecutionRefusal {
            return
        }
        throw DemoFloor.Problem(description: "\(person.facts.id) was let at a unit and \(reason)")
    }
}
