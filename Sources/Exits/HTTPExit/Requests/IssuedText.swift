@_spi(Exits) public import Boundary

extension ClearedText.StringInterpolation {
    /// A code that was made a moment ago for whoever is at the other end, to be shown once: capital letters, digits and hyphens, and nothing where
    /// it is anything else.
    public mutating func appendInterpolation(issued code: String) {
        let isCode =
            (4...64).contains(code.utf8.count)
            && code.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || $0 == UInt8(ascii: "-")
            }
        if isCode { appendInterpolation(ClearedText(own: code)) }
    }

    /// A name or a badge's number as an administrator gives it out: letters, digits, spaces and a few signs, and nothing where it is anything else.
    public mutating func appendInterpolation(issuedName text: String) {
        let isName =
            (1...160).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || [" ", "-", ".", "_", "@", "'"].contains(scalar)
            }
        if isName { appendInterpolation(ClearedText(own: text)) }
    }

    /// How much there was of what the one at the other end sent; never how much there is of something in the plant.
    public mutating func appendInterpolation(sent count: Int) { appendInterpolation(ClearedText(own: String(count))) }
}
