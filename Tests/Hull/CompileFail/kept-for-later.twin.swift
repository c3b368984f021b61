import Boundary

func keep(_ release: consuming Release<Screen>) -> Release<Screen> { release }
