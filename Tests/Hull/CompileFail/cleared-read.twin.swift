import Boundary
import Classification

func read(_ value: Cleared<String>) -> Label { value.label }
