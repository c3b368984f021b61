// expect: no exact matches in call to instance method 'appendInterpolation'
// A page takes a text that came from anywhere.
import Boundary

func page(_ serial: String, into release: inout Release<Screen>) throws {
    try release.append("Serial \(serial)")
}
