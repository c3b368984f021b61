import Boundary

func clear(_ release: borrowing Release<Screen>) -> ReleasedField? { release.records.first?["serial"] }
