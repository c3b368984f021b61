// expect: cannot convert value of type 'Release<Print>' to expected argument type 'Release<Screen>'
// What was released to be printed is sent to a screen.
import Boundary

func send<Out: Exit>(_ release: consuming Release<Print>, by exit: inout Out) async throws where Out.Way == Screen {
    try await exit.send(release)
}
