/// Words that are longer than a line may be, with places to break them.
///
/// Where a text has no place to break, Pango tries every character of what is left for every line, so that a value of 30,000 characters in a narrow
/// column takes a minute. With a place every few characters the work grows with the length alone.
enum LongWords {
    /// Shorter words are left as they are, and are broken only where they do not fit.
    private static let charactersMax = 40
    /// Between two places in a longer word.
    private static let step = 8
    /// Has no width and no picture (Unicode: a line may be broken here).
    private static let place = "\u{200B}"

    /// The text with places in its long words; they are not printed, and are not in the content that is hashed.
    static func breakable(_ text: String) -> String {
        // No word is longer than its text.
        guard text.utf8.count > charactersMax else { return text }
        var broken = ""
        broken.reserveCapacity(text.utf8.count)
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !broken.isEmpty || word.startIndex > text.startIndex { broken += " " }
            if word.utf8.count <= charactersMax || word.count <= charactersMax {
                broken += word
                continue
            }
            for (index, character) in word.enumerated() {
                if index > 0, index % step == 0 { broken += place }
                broken.append(character)
            }
        }
        return broken
    }
}
