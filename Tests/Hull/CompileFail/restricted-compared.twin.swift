import Boundary

func pair(_ value: Restricted<String>, _ other: Restricted<String>) -> Restricted<(String, String)> { value.and(other) }
