internal import Foundation

/// The words of a text as the index has them: runs of letters and digits, without case and without the marks that letters carry, as FTS5's tokenizer
/// `unicode61` tells them apart.
enum SearchTokens {
    /// Scalars of a word that count; an index entry has to fit a third of a page (2,704 bytes).
    private static let scalarsMax = 200

    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var count = 0
        func end() {
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
            count = 0
        }
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .privateUse:
                if count < scalarsMax { word.append(scalar) }
                count += 1
            case .nonspacingMark: continue
            default: end()
            }
        }
        end()
        return words
    }
}
