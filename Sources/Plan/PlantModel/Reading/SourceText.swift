/// The text of a file, checked to be UTF-8 without characters that no plant needs and that readers disagree about.
enum SourceText {
    /// Stands for `*` while YAML is composed; see `YAMLSource`.
    static let aliasMarker: Unicode.Scalar = "\u{E000}"
    /// Stands before a key that is there twice while YAML is composed.
    static let duplicateMarker: Unicode.Scalar = "\u{E001}"

    /// Decodes a file; nil if it cannot be, which is then in the log.
    static func decode(_ bytes: [UInt8], file: String, log: inout ProblemLog) -> String? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let place = Place(file: file)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            log.add(.notUTF8, at: place.at(bytes, 0, from: 0), "this is UTF-16; expected UTF-8")
            return nil
        }
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F {
                index += 1
            } else if byte < 0x80 {
                guard byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                    let code = byte == 0 ? "NUL" : "a control character (\(byte))"
                    log.add(
                        .forbiddenCharacter,
                        at: place.at(bytes, index, from: start),
                        "\(code) is here; expected text"
                    )
                    return nil
                }
                index += 1
            } else {
                var decoder = UTF8()
                var tail = bytes[index...].prefix(4).makeIterator()
                guard case .scalarValue(let scalar) = decoder.decode(&tail) else {
                    log.add(
                        .notUTF8,
                        at: place.at(bytes, index, from: start),
                        "byte \(byte) does not belong to UTF-8; expected UTF-8"
                    )
                    return nil
                }
                guard !isForbidden(scalar) else {
                    log.add(
                        .forbiddenCharacter,
                        at: place.at(bytes, index, from: start),
                        "U+\(String(scalar.value, radix: 16, uppercase: true)) is here; expected text without control, "
                            + "direction and private-use characters"
                    )
                    return nil
                }
                index += UTF8.width(scalar)
            }
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// C1 controls, invisible direction overrides (text that shows otherwise than it reads), private use, non-characters.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x84, 0x86...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xE000...0xF8FF, 0xFFFE...0xFFFF, 0xF0000...:
            true
        default:
            scalar.value == 0xFEFF
        }
    }

    private struct Place {
        let file: String

        func at(_ bytes: [UInt8], _ index: Int, from start: Int) -> SourcePlace {
            var line = 1
            var column = 1
            for byte in bytes[start..<max(start, index)] {
                if byte == 0x0A {
                    line += 1
                    column = 1
                } else if byte & 0xC0 != 0x80 {
                    column += 1
                }
            }
            return SourcePlace(file: file, line: line, column: column)
        }
    }
}
