/// Splits text into words as a copyist keeps them: letters and digits alone, without case, width and invisible characters. Who sets a text anew, changes its punctuation or
/// breaks its lines elsewhere leaves these.
enum WordReader {
    /// Calls for each word with its hash and where it stands; a word that the end of the text cuts off is one.
    static func forEach(
        in bytes: [UInt8],
        before limit: Int,
        seed: UInt64,
        _ body: (_ hash: UInt64, _ place: Range<Int>) -> Void
    ) {
        let utf8 = bytes.span.extracting(first: limit)
        var at = 0
        var start = 0
        var end = 0
        var hash = seed
        var length = 0
        while at < utf8.count {
            let byte = utf8[at]
            if byte < 0x80 {
                let folded = folds[Int(byte)]
                if folded != 0 {
                    if length == 0 { start = at }
                    hash = (hash ^ UInt64(folded)) &* SpanHash.prime
                    length += 1
                    end = at + 1
                } else if length > 0 {
                    body(SpanHash.mixed(hash), start..<end)
                    (hash, length) = (seed, 0)
                }
                at += 1
                continue
            }
            let (scalar, width) = scalar(in: utf8, at: at)
            switch letter(scalar) {
            case .none:
                if length > 0 { body(SpanHash.mixed(hash), start..<end) }
                (hash, length) = (seed, 0)
            case .some(let letter) where letter != 0:
                if length == 0 { start = at }
                hash = (hash ^ UInt64(letter)) &* SpanHash.prime
                length += 1
                end = at + width
            case .some: break
            }
            at += width
        }
        if length > 0 { body(SpanHash.mixed(hash), start..<end) }
    }

    /// The words themselves; for short texts such as cells.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            switch letter(scalar.value) {
            case .none:
                if !word.isEmpty { words.append(word) }
                word = ""
            case .some(let value) where value != 0: Unicode.Scalar(value).map { word.unicodeScalars.append($0) }
            case .some: break
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// What each byte below 80 is in a word; 0 where it ends one.
    private static let folds: [UInt8] = (0..<128).map { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A: UInt8(byte)
        case 0x41...0x5A: UInt8(byte + 0x20)
        default: 0
        }
    }

    /// What a scalar is in a word: itself without case and width, 0 where it cannot be seen, nil where it ends a word.
    private static func letter(_ value: UInt32) -> UInt32? {
        if value < 0x80 { return folds[Int(value)] == 0 ? nil : UInt32(folds[Int(value)]) }
        // Full-width forms of ASCII (Unicode block Halfwidth and Fullwidth Forms).
        if (0xFF01...0xFF5E).contains(value) { return letter(value - 0xFEE0) }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark: return 0
        case .uppercaseLetter, .titlecaseLetter:
            return properties.lowercaseMapping.unicodeScalars.first?.value ?? value
        case .lowercaseLetter, .modifierLetter, .otherLetter, .spacingMark, .decimalNumber, .letterNumber: return value
        default: return nil
        }
    }

    private static func scalar(in utf8: Span<UInt8>, at place: Int) -> (value: UInt32, width: Int) {
        let lead = utf8[place]
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard width > 1, place + width <= utf8.count else { return (0xFFFD, 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(width))
        for next in place + 1..<place + width { value = value << 6 | UInt32(utf8[next] & 0x3F) }
        return (value, width)
    }
}
