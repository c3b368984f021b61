// expect: binary operator '==' cannot be applied to two 'Restricted<String>' operands
// A restricted value is guessed by comparing.
import Boundary

func guess<Value: Equatable>(_ one: Value, _ other: Value) -> Bool { one == other }

func guess(_ value: Restricted<String>, _ other: Restricted<String>) -> Bool { value == other }
