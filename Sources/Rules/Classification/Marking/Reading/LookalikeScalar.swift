/// What a scalar looks like on paper, for markings are made and read by eye: `СUI` with a Cyrillic letter is read as CUI.
enum LookalikeScalar: Equatable {
    /// The scalar itself, or one that a word processor writes in its place (a dash, a quotation mark, a wide space).
    case plain(UInt8)
    /// Looks like this ASCII character and is another one.
    case disguised(UInt8)
    /// Takes no space on paper: zero-width characters, directional controls, combining marks.
    case invisible
    /// Looks like nothing that a marking is made of.
    case other

    /// Stands in folded text for a scalar that looks like no character of a marking.
    static let replacement: UInt8 = 0x1A

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .plain(0x0A)
        case 0x09, 0x20...0x7E: self = .plain(UInt8(scalar.value))
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .plain(0x20)
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: self = .plain(0x2D)
        case 0x2018, 0x2019: self = .plain(0x27)
        case 0x201C, 0x201D: self = .plain(0x22)
        case 0xFF01...0xFF5E: self = .disguised(UInt8(scalar.value - 0xFF01 + 0x21))
        case 0x2044, 0x2215, 0x29F8, 0x2571: self = .disguised(0x2F)
        case 0x24B6...0x24CF: self = .disguised(UInt8(scalar.value - 0x24B6 + 0x41))
        case 0x24D0...0x24E9: self = .disguised(UInt8(scalar.value - 0x24D0 + 0x61))
        case 0x1F130...0x1F149: self = .disguised(UInt8(scalar.value - 0x1F130 + 0x41))
        case 0x1F150...0x1F169: self = .disguised(UInt8(scalar.value - 0x1F150 + 0x41))
        case 0x1F170...0x1F189: self = .disguised(UInt8(scalar.value - 0x1F170 + 0x41))
        case 0x1D400...0x1D6A3:
            // Mathematical alphabets: 52 letters each, capitals first.
            let letter = (scalar.value - 0x1D400) % 52
            self = .disguised(UInt8(letter < 26 ? letter + 0x41 : letter - 26 + 0x61))
        case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFE00...0xFE0F, 0xE0000...0xE01EF, 0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
            0x20D0...0x20FF:
            self = .invisible
        default: self = Self.letters[scalar.value].map { .disguised($0) } ?? .other
        }
    }

    /// Greek, Cyrillic, Armenian, Cherokee, Lisu and accented Latin letters that pass for capitals of a banner or small letters of a statement.
    ///
    /// A choice from the confusables of Unicode Technical Standard 39, by eye for the letters that markings use.
    private static let letters: [UInt32: UInt8] = {
        let rows: [(Character, String)] = [
            ("A", "ΑАᎪꓮÀÁÂÃÄÅ"), ("B", "ΒВᏴꓐ"), ("C", "СϹᏟꓚⅭÇĆČ"), ("D", "ᎠꓓⅮĎ"), ("E", "ΕЕᎬꓰÈÉÊËĘĚ"), ("F", "Ϝꓝ"),
            ("G", "ԌᏀꓖ"), ("H", "ΗНᎻꓧ"), ("I", "ΙІӀⅠÌÍÎÏİ"), ("J", "ЈᎫꓙ"), ("K", "ΚКᏦꓗK"), ("L", "ᏞꓡⅬŁ"),
            ("M", "ΜМᎷꓟⅯ"),
            ("N", "ΝꓠÑŃŇ"), ("O", "ΟОՕꓳÒÓÔÕÖØ"), ("P", "ΡРᏢꓑ"), ("Q", "Ԛ"), ("R", "ᎡᏒꓣŘ"), ("S", "ЅՏᏚꓢŚŠŞ"),
            ("T", "ΤТᎢꓔŤ"),
            ("U", "Սꓴ∪⋃ÙÚÛÜŮ"), ("V", "ѴᏙꓦⅤ"), ("W", "ԜᎳꓪ"), ("X", "ΧХꓫⅩ"), ("Y", "ΥҮꓬÝ"), ("Z", "ΖᏃꓜŻŽ"),
            ("a", "аàáâãäå"),
            ("c", "сϲⅽç"), ("e", "еèéêë"), ("i", "іⅰıìíîï"), ("j", "ј"), ("l", "ⅼ"), ("o", "оοòóôõö"), ("p", "рρ"),
            ("s", "ѕ"),
            ("u", "υսùúûü"), ("v", "ѵνⅴ"), ("x", "хⅹ"), ("y", "уý"), ("n", "ոñ"), ("d", "ԁⅾ"), ("h", "һ"), ("(", "（❨⁽"),
            (")", "）❩⁾"), (":", "։꞉∶"), (",", "‚،"),
        ]
        var letters: [UInt32: UInt8] = [:]
        for (letter, lookalikes) in rows {
            guard let ascii = letter.asciiValue else { continue }
            for scalar in lookalikes.unicodeScalars where !scalar.isASCII { letters[scalar.value] = ascii }
        }
        return letters
    }()
}
