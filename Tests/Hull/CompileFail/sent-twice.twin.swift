import Boundary

func send<Out: Exit>(_ release: consuming Release<Screen>, by exit: inout Out) async throws where Out.Way == Screen {
    try await exit.send(release)
}
