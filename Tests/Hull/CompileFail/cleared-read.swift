// expect: 'value' is inaccessible due to 'internal' protection level
// A cleared value is read where there is no exit.
import Boundary

func read(_ value: Cleared<String>) -> String { value.value }
