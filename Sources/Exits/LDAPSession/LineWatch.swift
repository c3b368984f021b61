internal import Foundation
internal import Synchronization

/// Breaks a line that takes too long. The library bounds how long it waits for a message to begin, and neither how long for its rest nor how long TLS takes
/// to begin.
final class LineWatch: Sendable {
    private struct State {
        var socket: Int32 = -1
        var isOver = false
    }

    private let state = Mutex(State())

    /// Breaks the line unless ``end()`` is said before a time.
    init(seconds: Int) {
        let thread = Thread { [weak self] in
            let end = ContinuousClock.now + .seconds(seconds)
            // Looks often, so that no thread stays for the lines that ended long ago.
            while ContinuousClock.now < end {
                guard let watch = self, !watch.state.withLock({ $0.isOver }) else { return }
                usleep(100_000)
            }
            self?.breakOff()
        }
        thread.name = "ldap-watch"
        thread.start()
    }

    /// The line that is watched.
    func watch(_ socket: Int32) { state.withLock { $0.socket = socket } }

    /// Nothing is broken from now on.
    func end() { state.withLock { $0.isOver = true } }

    private func breakOff() {
        state.withLock { state in
            if !state.isOver, state.socket >= 0 { shut(state.socket) }
        }
    }
}
