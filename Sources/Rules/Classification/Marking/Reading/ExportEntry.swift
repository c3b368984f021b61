/// Entries of the export lists as documents write them.
enum ExportEntry {
    private static let romans: Set<String> = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII",
        "XIX", "XX", "XXI",
    ]

    /// `VIII(h)(1)`: a category of 22 CFR 121.1, then paragraphs.
    static func isUSML(_ text: String) -> Bool {
        let head = text.prefix { $0 != "(" }
        guard romans.contains(String(head)), text.utf8.count <= 32 else { return false }
        var rest = text[head.endIndex...]
        while let open = rest.first {
            guard open == "(", let close = rest.firstIndex(of: ")") else { return false }
            let inside = rest[rest.index(after: rest.startIndex)..<close]
            guard isParagraph(inside) else { return false }
            rest = rest[rest.index(after: close)...]
        }
        return true
    }

    /// (a) to (z), (1) to (99), (i), (A): the levels of paragraphs in the USML.
    private static func isParagraph(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 5 else { return false }
        if bytes.count == 1 { return FoldedText.isLetterOrDigit(first) && first != 0x30 }
        if bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return bytes.count == 2 && first != 0x30 }
        return bytes.allSatisfy { "ivx".utf8.contains($0) }
    }

    /// Whether it has the shape of an entry of the USML: a category in Roman or other numerals before paragraphs, none that there is.
    static func isNearUSML(_ text: String) -> Bool {
        let head = text.prefix { $0 != "(" }
        guard !head.isEmpty, head.utf8.count <= 6, text.utf8.count <= 32 else { return false }
        let hasParagraphs = head.endIndex < text.endIndex
        if head.utf8.allSatisfy({ "IVX".utf8.contains($0) || $0 == LookalikeScalar.replacement }) { return true }
        if head.utf8.allSatisfy({ "ivxlIVXL1".utf8.contains($0) }) { return hasParagraphs || head.utf8.count > 1 }
        return hasParagraphs && head.utf8.count <= 2 && head.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether it has the shape of an entry of the CCL but for one character: `9F610`, `9E61`, `9e610`.
    static func isNearECCN(_ text: String) -> Bool {
        let head = text.prefix { $0 != "." }
        if BannerLine.isOneEdit(head.uppercased(), from: "EAR99") { return true }
        let shape = String(head.map { $0.isNumber ? "0" : $0.isLetter ? "A" : "?" })
        // A number alone is one of something else.
        return shape.contains { $0 != "0" } && BannerLine.isOneEdit(shape, from: "0A000")
    }

    /// `9E610`, `9E610.a.1`, `EAR99`: category, product group and number of 15 CFR 774, Supplement 1, then paragraphs.
    static func isECCN(_ text: String) -> Bool {
        if text == "EAR99" { return true }
        let bytes = Array(text.utf8)
        func digit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        guard bytes.count >= 5, bytes.count <= 24, digit(bytes[0]), (0x41...0x45).contains(bytes[1]),
            bytes[2...4].allSatisfy(digit)
        else { return false }
        if bytes.count == 5 { return true }
        let paragraphs = text.dropFirst(5)
        return paragraphs.hasPrefix(".")
            && paragraphs.dropFirst().split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.utf8.count <= 4 && $0.utf8.allSatisfy(FoldedText.isLetterOrDigit)
            }
    }
}
