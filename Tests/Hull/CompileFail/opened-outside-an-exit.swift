// expect: 'open' is inaccessible due to '@_spi' protection level
// A release is opened where there is no exit.
import Boundary

func open(_ release: consuming Release<Screen>) throws -> Any { release.open }
