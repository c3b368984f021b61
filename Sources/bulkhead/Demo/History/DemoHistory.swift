import Boundary
import Execution
import Governance
import PlantModel

/// Four weeks of work on a plant: orders, fittings and the panels they go into, what failed and what became of it, revisions, refusals and reviews of
/// access. Everything is done by commands, by persons whom the policies let do it, and by a seed, so that the same number of units gives the
/// same history.
struct DemoHistory {
    /// How many units a history may tell of.
    static let unitsAllowed = 50...50_000
    private static let weeks = 4
    private static let dayMilliseconds: UInt64 = 86_400_000
    private static let shiftBegins: UInt64 = 6 * 3_600_000
    private static let shiftLasts: UInt64 = 8 * 3_600_000

    let work: DemoWork
    let units: Int
    var floor: DemoFloor { work.floor }

    init(_ work: DemoWork, units: Int) throws {
        self.work = work
        self.units = units
    }

    /// When a history begins that ends the day before a time, in milliseconds since 1970.
    static func beginning(before now: UInt64) -> UInt64 {
        (now / dayMilliseconds - UInt64(weeks) * 7) * dayMilliseconds + shiftBegins - 3_600_000
    }

    /// The midnights of its working days: Monday to Friday, until yesterday. 1970-01-01 was a Thursday.
    private var days: [UInt64] {
        let first = floor.clock.now / Self.dayMilliseconds
        return (first..<first + UInt64(Self.weeks) * 7).filter { ($0 + 3) % 7 < 5 }.map { $0 * Self.dayMilliseconds }
    }

    /// Makes it.
    func make() async throws {
        var plant = try await DemoShift(self)
        let days = days
        // A unit takes more than four pieces of work; three for each leave some at every stage.
        let pieces = units * 3
        let rounds = max(12, pieces / max(1, days.count * plant.workers.count))
        let atOnce = max(1, pieces / (days.count * rounds))
        var progress = DemoProgress()
        for (place, midnight) in days.enumerated() {
            floor.clock.set(midnight + Self.shiftBegins)
            try await plant.open(day: place, of: days.count)
            for round in 0..<rounds {
                let time = Self.shiftBegins + Self.shiftLasts * UInt64(round + 1) / UInt64(rounds + 1)
                floor.clock.set(midnight + time)
                try await plant.round(of: atOnce)
                progress.show(
                    place * rounds + round,
                    of: days.count * rounds,
                    "day \(place + 1) of \(days.count), \(plant.ordered) units ordered, \(plant.finished) finished"
                )
            }
        }
        try await plant.draftsInReview()
        progress.clear()
        Console.error(
            "made the demo's history: \(plant.ordered) units of \(floor.served.programs.count) programs, \(plant.finished) finished, \(plant.failed) failed an inspection"
        )
    }
}
