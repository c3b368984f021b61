extension DocumentError.Code {
    /// What is the case, in one sentence without a full stop.
    public var says: StaticString { text.says }
    /// What to do, a sentence.
    public var remedy: StaticString { text.remedy }

    private var text: (says: StaticString, remedy: StaticString) {
        switch self {
        case .otherLayout:
            (
                "The release holds other texts than the layout",
                "Enter the document into a release that has no other texts, and send that one."
            )
        case .tooLarge: ("The document has more than a limit allows", "Print a part of it, or export it as data.")
        case .raggedTable:
            ("A block does not fit its own shape", "Give each row a text for every column, as the message names it.")
        case .notCodable:
            ("A text cannot be made into a code", "Give what is coded a name of plain letters, digits and `.-_/`.")
        case .codeTooWide: ("A code has no room", "Give what is coded a shorter name, or use a Data Matrix alone.")
        case .keyMissing:
            (
                "A traveler needs the site's key to be verifiable",
                "Give the instance its traveler key, then print again."
            )
        case .fontMissing:
            (
                "The font of documents is not installed",
                "Install it (Debian: fonts-dejavu-core) and start the instance again."
            )
        case .drawing:
            (
                "The library that draws failed, and nothing was made",
                "Print again; where it stays, look at fonts and memory."
            )
        }
    }
}

extension ScanError {
    /// Codes of refused scans. A code never changes its meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Longer than any code of ours.
        case tooLong = "BH-X101"
        /// A byte that no code of ours has.
        case character = "BH-X102"
        /// It does not begin as ours do.
        case otherCode = "BH-X103"
        /// Torn, or a name that cannot stand in a code.
        case torn = "BH-X104"
        /// The check is not the one that this site made.
        case check = "BH-X105"
    }

    /// Which code it has.
    public var code: Code {
        switch self {
        case .tooLong: .tooLong
        case .character: .character
        case .otherCode: .otherCode
        case .parts, .name, .checkLength: .torn
        case .check: .check
        }
    }
}

extension ScanError.Code {
    /// What is the case, in one sentence without a full stop.
    public var says: StaticString { text.says }
    /// What to do, a sentence.
    public var remedy: StaticString { text.remedy }

    private var text: (says: StaticString, remedy: StaticString) {
        switch self {
        case .tooLong: ("The scan is longer than any code of a traveler", "Scan one code, not the page.")
        case .character:
            (
                "The scan has a character that no code of a traveler has",
                "Set the scanner to the keyboard of this terminal."
            )
        case .otherCode: ("This is no code of a traveler", "Scan the code beside the operation.")
        case .torn: ("The code is torn", "Scan it again; where it stays, print the traveler again.")
        case .check: ("The code was not printed by this site", "Take the traveler to quality.")
        }
    }
}
