@_spi(Exits) import Boundary

func open(_ release: consuming Release<Screen>, _ request: ExitRequest<Screen>) throws {
    _ = try release.open(for: request)
}
