// expect: no exact matches in call to instance method 'appendInterpolation'
// A page takes a value that no policy cleared.
import Boundary

func page(_ serial: Restricted<String>, into release: inout Release<Screen>) throws {
    try release.append("Serial \(serial)")
}
