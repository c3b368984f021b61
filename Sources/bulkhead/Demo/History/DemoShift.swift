import Boundary
import Execution
import Governance
import PlantModel

/// A demo's plant while its history is made: who works, what is ordered, and how far each unit is.
struct DemoShift {
    /// A program with what is built of it.
    struct Line {
        let program: String
        var fitting: RecordID
        let panel: RecordID
        /// By what fittings are reworked whose pocket is too deep.
        let rework: RecordID
        /// Who may order it.
        let planners: [FedPerson]
        /// Who may work on it, by the place among the workers.
        let workers: [Int]
        /// Units that nobody has at hand, the oldest first.
        var waiting: [Int] = []
        /// The order of the first unit, which is delivered as it is.
        let trial: RecordID
        var trialSerial: String { Self.trialSerial(of: program) }
        /// Finished fittings that went into nothing yet.
        var stock: [RecordID] = []
        var fittings = 0
        var panels = 0
        var orders = 0

        static func trialSerial(of program: String) -> String { "\(program)-100" }
    }

    let history: DemoHistory
    var floor: DemoFloor { history.floor }
    let workers: [FedPerson]
    var lines: [Line] = []
    var all: [DemoUnit] = []
    /// What each worker began and has to complete.
    var atHand: [Int: [Int]] = [:]
    var choices: DemoChoices
    private(set) var finished = 0
    private(set) var failed = 0
    /// How many went through operations of a rework definition.
    var reworks = 0
    var ordered: Int { all.count }

    /// Facts, definitions under change control, and who may work on what: whoever finds a unit of the program by its serial number.
    init(_ history: DemoHistory) async throws {
        self.history = history
        let (work, floor) = (history.work, history.work.floor)
        choices = DemoChoices(seed: UInt64(history.units))
        let operators = try floor.persons("operator")
        workers = operators
        try await work.stateFacts(operators: operators.count, fasteners: max(500, 8 * history.units))
        for program in floor.served.programs { try await add(program) }
    }

    private mutating func add(_ program: String) async throws {
        let isShown = floor.served.programs.prefix(2).contains(program)
        let fitting = try await history.work.release(
            try history.work.content(program),
            of: program,
            showing: isShown ? DemoWork.clamping : nil
        )
        let panel = try await history.work.release(try history.work.assembly(program), of: program)
        let rework = try await history.work.release(
            try history.work.rework(program),
            of: program,
            because: "Pockets that are too deep by less than the wall allows are blended"
        )
        let planners = try floor.persons("planner")
        let trial = Line.trialSerial(of: program)
        let order = try await floor.execution.order(
            JobOrderRequest(
                number: "JO-\(program)-0",
                workMaster: fitting,
                serials: [trial],
                due: try floor.day(in: 14)
            ),
            by: floor.asker(planners[0]),
            key: floor.key(planners[0], "demo trial of \(program)")
        ).record
        let line = Line(
            program: program,
            fitting: fitting,
            panel: panel,
            rework: rework,
            planners: try await finders(of: trial, among: planners).map { planners[$0] },
            workers: try await finders(of: trial, among: workers),
            waiting: [all.count],
            trial: order
        )
        guard line.workers.count >= 3 else {
            throw DemoFloor.Problem(
                description:
                    "of the register's operators \(line.workers.count) may work on \(program); the history takes 3"
            )
        }
        for (serial, id) in try await units(of: order, [trial], by: planners[0]) {
            all.append(DemoUnit(id, serial: serial, program: program, component: nil, isSampled: true))
        }
        lines.append(line)
    }

    /// The units of an order, with their serial numbers.
    func units(of order: RecordID, _ serials: [String], by planner: FedPerson) async throws -> [(String, RecordID)] {
        // The order itself is the first, its units follow by serial number.
        let found = try await floor.execution.scan(order, by: floor.asker(planner)).records.dropFirst()
        guard found.count == serials.count else {
            throw DemoFloor.Problem(description: "of \(serials.count) units that were ordered \(found.count) are there")
        }
        return zip(serials.sorted(), found).compactMap { serial, unit in unit.id.map { (serial, RecordID($0)) } }
    }

    /// Who finds a unit by its serial number, by the place in a list.
    func finders(of serial: String, among persons: [FedPerson]) async throws -> [Int] {
        var found: [Int] = []
        for (place, person) in persons.enumerated() {
            let units = try await floor.execution.units(serial: serial, by: floor.asker(person))
            if !units.records.isEmpty { found.append(place) }
        }
        return found
    }

    /// So many take up one piece of work; all do it at the same time.
    mutating func round(of persons: Int) async throws {
        let tasks = tasks(max: persons)
        let bench = DemoBench(floor: floor)
        let done = try await withThrowingTaskGroup(of: (Int, DemoUnit).self) { group in
            for task in tasks { group.addTask { (task.place, try await bench.work(task)) } }
            var done: [Int: DemoUnit] = [:]
            for try await (place, unit) in group { done[place] = unit }
            return done
        }
        for task in tasks { if let unit = done[task.place] { take(unit, task) } }
    }

    private mutating func take(_ unit: DemoUnit, _ task: DemoBench.Task) {
        all[task.place] = unit
        guard let line = lines.firstIndex(where: { $0.program == unit.program }) else { return }
        switch unit.step {
        case .complete:
            if let worker = unit.workers.last { atHand[worker, default: []].append(task.place) }
        case .begin, .buyOff: lines[line].waiting.append(task.place)
        case .rest:
            finished += 1
            if unit.component == nil, unit.serial != lines[line].trialSerial { lines[line].stock.append(unit.id) }
        case .dispose: failed += 1
        case .accept: break
        }
    }

    private mutating func tasks(max persons: Int) -> [DemoBench.Task] {
        var tasks: [DemoBench.Task] = []
        for worker in workers.indices.shuffled(using: &choices) where tasks.count < persons {
            if let place = atHand[worker]?.first {
                atHand[worker]?.removeFirst()
                tasks.append(task(place, worker))
            } else {
                let own = lines.indices.filter { lines[$0].workers.contains(worker) && !lines[$0].waiting.isEmpty }
                guard let line = own.randomElement(using: &choices),
                    let next = lines[line].waiting.firstIndex(where: {
                        all[$0].mayBeTaken(by: worker, hasFitting: !lines[line].stock.isEmpty)
                    })
                else { continue }
                let place = lines[line].waiting.remove(at: next)
                if all[place].needsFitting { all[place].fitting = lines[line].stock.popLast() }
                all[place].workers.append(worker)
                tasks.append(task(place, worker))
            }
        }
        return tasks
    }

    private mutating func task(_ place: Int, _ worker: Int) -> DemoBench.Task {
        let unit = all[place]
        return DemoBench.Task(
            place: place,
            unit: unit,
            worker: workers[worker],
            fails: unit.step == .begin(10) && unit.component == nil && !unit.isMended && choices.happens(5),
            pauses: choices.happens(4)
        )
    }
}

extension DemoUnit {
    /// A panel that is not begun.
    fileprivate var needsFitting: Bool { component != nil && step == .begin(10) }

    /// Nobody looks at what they did themselves, and a panel waits for a fitting.
    fileprivate func mayBeTaken(by worker: Int, hasFitting: Bool) -> Bool {
        if case .buyOff = step { return !workers.contains(worker) }
        return !needsFitting || hasFitting
    }
}
