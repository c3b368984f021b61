import Boundary
import Synchronization

/// The clock of an instance that is served: the machine's, but for the time in which a demo makes its history. That is set back, so that what
/// happened in weeks does not look as if it had happened in seconds.
final class DemoClock: PlantClock {
    private struct Setting {
        let shown: UInt64
        let machine: UInt64
    }

    private let machine = SystemClock()
    private let setting = Mutex<Setting?>(nil)

    /// The machine's time.
    init() {}

    var now: UInt64 {
        let real = machine.now
        return setting.withLock { setting in
            guard let setting else { return real }
            // Never beyond the machine's: what follows would come before what was.
            return min(real, setting.shown + (real - min(real, setting.machine)))
        }
    }

    /// Whether it shows another time than the machine's.
    var isSet: Bool { setting.withLock { $0 != nil } }

    /// Goes on from a time; never back.
    func set(_ time: UInt64) {
        let shown = max(time, setting.withLock { $0 } == nil ? 0 : now)
        setting.withLock { $0 = Setting(shown: shown, machine: machine.now) }
    }

    /// From now on the machine's time.
    func release() { setting.withLock { $0 = nil } }
}
