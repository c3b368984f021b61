// expect: cannot convert value of type 'Restricted<String>' to expected argument type 'Release<Screen>'
// An exit is given a value instead of a release.
import Boundary

func send<Out: Exit>(_ value: Restricted<String>, by exit: inout Out) async throws where Out.Way == Screen {
    try await exit.send(value)
}
