// expect: 'Cleared<Value>' initializer is inaccessible due to 'internal' protection level
// A value is cleared by whoever has it.
import Boundary

let clear = Cleared<String>.init
