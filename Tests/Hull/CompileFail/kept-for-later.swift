// expect: type 'Release<Screen>' does not conform to protocol 'Copyable'
// A release is kept in a list, to be sent again and again.
import Boundary

func keep(_ release: consuming Release<Screen>) -> [Release<Screen>] { [release] }
