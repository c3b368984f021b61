import Boundary

func page(_ serial: ReleasedField?, into release: inout Release<Screen>) throws {
    try release.append("Serial \(serial)")
}
