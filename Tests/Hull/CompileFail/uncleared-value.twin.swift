import Boundary

func page(_ serial: Cleared<String>, into release: inout Release<Screen>) throws {
    try release.append("Serial \(serial)")
}
