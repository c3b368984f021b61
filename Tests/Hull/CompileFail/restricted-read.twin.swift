import Boundary

func read(_ value: Restricted<String>) -> Restricted<Int> { value[\.count] }
