// expect: value of type 'Cleared<String>' has no member 'map'
// A cleared value is turned into another one.
import Boundary

func shout(_ value: Cleared<String>) -> Cleared<String> { value.map { $0.uppercased() } }
