internal import Classification

/// A text in the clear, inside the exit: what is shown of it, and what restricts it.
struct PrintedText: Sendable {
    /// A stretch of it.
    enum Run: Hashable, Sendable {
        case shown(String)
        /// A value that is there and may not be shown: printed as a bar with a word.
        case withheld
    }

    let runs: [Run]
    /// What restricts the values in it.
    let label: Label
    /// Every character is the one of the record: none was replaced by its picture.
    let isExact: Bool

    /// What stands for a value that is withheld.
    static let withheldWord = "[withheld]"

    /// The text in one line of characters; withheld values as a word in brackets.
    var plain: String {
        runs.map { run in
            switch run {
            case .shown(let text): text
            case .withheld: Self.withheldWord
            }
        }.joined()
    }

    var isEmpty: Bool { runs.allSatisfy { $0 == .shown("") } }

    var hasWithheld: Bool { runs.contains(.withheld) }
}
