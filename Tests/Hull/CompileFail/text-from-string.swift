// expect: cannot convert return expression of type 'String' to return type 'ClearedText'
// A string is not turned into a text that may leave.
import Boundary

func text(_ unknown: String) -> ClearedText { unknown }
