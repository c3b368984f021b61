public import Boundary

/// Badges to be cut out: a name and a code with the badge's number.
///
/// A printed badge says who one claims to be. It proves nothing: whoever signs in with it gives a second factor.
public struct BadgeSheet: Sendable {
    /// A badge.
    public struct Badge: Sendable {
        /// Whose it is.
        public var name: ClearedText
        /// What the code carries.
        public var number: ClearedText

        /// A badge.
        public init(name: ClearedText, number: ClearedText) {
            self.name = name
            self.number = number
        }
    }

    /// Identifies the sheet.
    public var id: ClearedText
    /// The badges.
    public var badges: [Badge]

    /// A sheet of badges.
    public init(id: ClearedText, badges: [Badge]) {
        self.id = id
        self.badges = badges
    }

    /// The document.
    public var document: ClearedDocument {
        ClearedDocument(
            id: id,
            title: "Badges",
            blocks: [
                .paragraph("A badge says who somebody claims to be. It proves nothing without a second factor."),
                .codes(badges.map { Code([.dataMatrix], .text($0.number), caption: $0.name, size: .large) }),
            ]
        )
    }
}
