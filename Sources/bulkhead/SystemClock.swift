import Boundary
import Foundation
import PlantModel

/// The clock of the machine.
struct SystemClock: PlantClock {
    var now: UInt64 { UInt64(max(0, Date.now.timeIntervalSince1970 * 1_000)) }
}

extension PlantClock {
    /// The day that it shows.
    /// - Throws: the exit status of wrong input, said on the console, for a year that no plant can speak of.
    func today() throws -> Day {
        guard let today = Day(millisecondsSince1970: now) else {
            Console.error("the machine's clock says a year beyond 2999; set it")
            throw ExitStatus.wrongInput
        }
        return today
    }
}
