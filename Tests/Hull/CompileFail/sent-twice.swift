// expect: 'release' consumed more than once
// One release leaves twice, recorded once.
import Boundary

func send<Out: Exit>(_ release: consuming Release<Screen>, by exit: inout Out) async throws where Out.Way == Screen {
    try await exit.send(release)
    try await exit.send(release)
}
