// expect: 'value' is inaccessible due to 'internal' protection level
// A restricted value is read.
import Boundary

func read(_ value: Restricted<String>) -> String { value.value }
