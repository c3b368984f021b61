/// The text with its escapes resolved: JSON (`\/`, `\u0043`), XML and HTML (`&#x43;`, `&sol;`), URL (`%2F`), quoted-printable (`=2F`, soft line
/// breaks) and STEP (`\X2\0043\X0\`). All kinds in every text, for each may be carried by any other.
enum EscapeView {
    /// Nil where there is nothing to resolve.
    static func view(of utf8: [UInt8], type: MediaType) -> TextView? {
        var text = MappedText()
        var at = 0
        var plainFrom = 0
        var isChanged = false
        let isMail = type == .mail
        while at < utf8.count {
            let byte = utf8[at]
            guard byte == 0x25 || byte == 0x26 || byte == 0x5C || byte == 0x3D,
                let escape = Escape(utf8, at: at, isMail: isMail)
            else {
                at += 1
                continue
            }
            copy(utf8, plainFrom..<at, &text)
            if let scalars = escape.scalars {
                for scalar in scalars { text.append(scalar, source: at, width: escape.length) }
            }
            at += escape.length
            plainFrom = at
            isChanged = true
        }
        guard isChanged else { return nil }
        copy(utf8, plainFrom..<utf8.count, &text)
        return TextView(text)
    }

    /// How many bytes the escape has that begins here; 0 where none does.
    static func escapeLength(_ utf8: [UInt8], at place: Int, type: MediaType) -> Int {
        Escape(utf8, at: place, isMail: type == .mail)?.length ?? 0
    }

    /// Copies what is written without escapes; each byte of UTF-8 is its own place.
    static func copy(_ utf8: [UInt8], _ range: Range<Int>, _ text: inout MappedText) {
        var at = range.lowerBound
        while at < range.upperBound {
            var end = at
            while end < range.upperBound, utf8[end] < 0x80 { end += 1 }
            if end > at { text.append(ascii: utf8[at..<end], source: at) }
            at = end
            guard at < range.upperBound else { break }
            var length = 1
            while at + length < range.upperBound, utf8[at + length] & 0xC0 == 0x80 { length += 1 }
            let scalar = String(decoding: utf8[at..<at + length], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
            text.append(scalar, source: at, width: length)
            at += length
        }
    }
}

/// One escape: what it stands for and how long it is.
private struct Escape {
    /// Nil where it stands for nothing, as a soft line break does.
    let scalars: [Unicode.Scalar]?
    let length: Int

    private init(_ scalars: [Unicode.Scalar]?, _ length: Int) { (self.scalars, self.length) = (scalars, length) }

    init?(_ utf8: [UInt8], at place: Int, isMail: Bool) {
        let found: Escape? =
            switch utf8[place] {
            case 0x25: Self.hex(utf8, place, count: 2)
            case 0x26: Self.entity(utf8, place)
            case 0x5C: Self.backslash(utf8, place)
            default: Self.quotedPrintable(utf8, place, isMail: isMail)
            }
        guard let found else { return nil }
        self = found
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func value(_ utf8: [UInt8], _ range: Range<Int>) -> UInt32? {
        guard range.upperBound <= utf8.count, !range.isEmpty, range.count <= 8 else { return nil }
        var value: UInt32 = 0
        for place in range {
            guard let digit = digit(utf8[place]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    /// `%2F`, `=2F`: one byte; what is beyond ASCII is left as it is written.
    private static func hex(_ utf8: [UInt8], _ place: Int, count: Int) -> Escape? {
        guard let value = value(utf8, place + 1..<place + 1 + count), value < 0x80, let scalar = Unicode.Scalar(value),
            value > 0
        else {
            return nil
        }
        return Escape([scalar], 1 + count)
    }

    private static func quotedPrintable(_ utf8: [UInt8], _ place: Int, isMail: Bool) -> Escape? {
        var end = place + 1
        while end < utf8.count, utf8[end] == 0x20 || utf8[end] == 0x09 { end += 1 }
        if end < utf8.count, utf8[end] == 0x0A { return Escape(nil, end + 1 - place) }
        if end + 1 < utf8.count, utf8[end] == 0x0D, utf8[end + 1] == 0x0A { return Escape(nil, end + 2 - place) }
        // Elsewhere `=41` is more often an assignment; the signs of a marking are escaped all the same.
        guard let escape = hex(utf8, place, count: 2), let scalar = escape.scalars?.first else { return nil }
        return isMail || scalar == "/" || scalar == "-" || scalar == " " ? escape : nil
    }

    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "sol": "/", "nbsp": " ", "ensp": " ", "emsp": " ",
        "thinsp": " ",
        "shy": "\u{AD}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "ndash": "-", "mdash": "-", "hyphen": "-", "dash": "-",
        "comma": ",",
        "colon": ":", "semi": ";", "period": ".", "lpar": "(", "rpar": ")", "NewLine": "\n", "Tab": "\t",
    ]

    private static func entity(_ utf8: [UInt8], _ place: Int) -> Escape? {
        guard let end = utf8[place..<min(utf8.count, place + 12)].firstIndex(of: 0x3B), end > place + 1 else {
            return nil
        }
        let inside = utf8[place + 1..<end]
        let length = end + 1 - place
        guard inside.first == 0x23 else {
            return entities[String(decoding: inside, as: UTF8.self)].map { Escape([$0], length) }
        }
        let digits = inside.dropFirst()
        let number: UInt32?
        if digits.first == 0x78 || digits.first == 0x58 {
            number = value(utf8, digits.startIndex + 1..<digits.endIndex)
        } else {
            number = UInt32(String(decoding: digits, as: UTF8.self))
        }
        return number.flatMap(Unicode.Scalar.init).flatMap { $0.value > 0 ? Escape([$0], length) : nil }
    }

    private static func backslash(_ utf8: [UInt8], _ place: Int) -> Escape? {
        guard place + 1 < utf8.count else { return nil }
        switch utf8[place + 1] {
        case 0x2F: return Escape(["/"], 2)
        case 0x22: return Escape(["\""], 2)
        case 0x6E, 0x72: return Escape(["\n"], 2)
        case 0x74: return Escape(["\t"], 2)
        case 0x75:
            return value(utf8, place + 2..<place + 6).flatMap(Unicode.Scalar.init).flatMap {
                $0.value > 0 ? Escape([$0], 6) : nil
            }
        case 0x58: return directive(utf8, place)
        default: return nil
        }
    }

    /// ISO 10303-21, 6.4.3: `\X\C2`, `\X2\0043\X0\`, `\X4\00000043\X0\`.
    private static func directive(_ utf8: [UInt8], _ place: Int) -> Escape? {
        guard place + 4 < utf8.count else { return nil }
        if utf8[place + 2] == 0x5C {
            return value(utf8, place + 3..<place + 5).flatMap(Unicode.Scalar.init).flatMap {
                $0.value > 0 ? Escape([$0], 5) : nil
            }
        }
        let width = utf8[place + 2] == 0x32 ? 4 : utf8[place + 2] == 0x34 ? 8 : 0
        guard width > 0, utf8[place + 3] == 0x5C else { return nil }
        var scalars: [Unicode.Scalar] = []
        var at = place + 4
        while at < utf8.count, scalars.count < 4_096, let unit = value(utf8, at..<at + width) {
            scalars.append(unit > 0 ? Unicode.Scalar(unit) ?? "\u{FFFD}" : "\u{FFFD}")
            at += width
        }
        guard !scalars.isEmpty else { return nil }
        let end = Array("\\X0\\".utf8)
        if at + 4 <= utf8.count, utf8[at..<at + 4].elementsEqual(end) { at += 4 }
        return Escape(scalars, at - place)
    }
}
