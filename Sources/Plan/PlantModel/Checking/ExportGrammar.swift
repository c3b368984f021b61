/// How export entries are written.
enum ExportGrammar {
    /// What is subject to the EAR and on no list (15 CFR 734.3(c)).
    static let basket = "EAR99"

    /// Categories of the U.S. Munitions List (22 CFR 121.1).
    private static let categories = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII",
        "XIX", "XX", "XXI",
    ]

    /// The category of an entry such as `VIII(h)` or `XI(a)(4)(iii)`; nil if it is none.
    static func usmlCategory(_ text: String) -> String? {
        let category = String(text.prefix { $0 != "(" })
        guard categories.contains(category) else { return nil }
        var rest = text.dropFirst(category.count)
        while !rest.isEmpty {
            guard rest.first == "(", let end = rest.firstIndex(of: ")") else { return nil }
            let paragraph = rest[rest.index(after: rest.startIndex)..<end]
            guard (1...5).contains(paragraph.count), paragraph.allSatisfy(isParagraphCharacter) else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        return category
    }

    /// The product group of an ECCN such as `9A610.x` (15 CFR 774, supplement 1); nil if it is none.
    static func eccnGroup(_ text: String) -> Character? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let number = Array(parts.first ?? "")
        guard number.count == 5, isDigit(number[0]), ("A"..."E").contains(number[1]), number[2...].allSatisfy(isDigit)
        else {
            return nil
        }
        guard parts.dropFirst().allSatisfy({ (1...5).contains($0.count) && $0.allSatisfy(isParagraphCharacter) }) else {
            return nil
        }
        return number[1]
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private static func isParagraphCharacter(_ character: Character) -> Bool {
        isDigit(character) || ("a"..."z").contains(character)
    }
}
