import Boundary

func send<Out: Exit>(_ release: consuming Release<Print>, by exit: inout Out) async throws where Out.Way == Print {
    try await exit.send(release)
}
