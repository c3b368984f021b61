import Boundary

func text() -> ClearedText { "written in the source" }
