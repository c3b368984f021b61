public import Classification

/// Looks into content while it streams in. Wired from outside, since readers of hostile formats are no part of the boundary; without one no
/// attachment leaves.
public protocol ContentInspector: Sendable {
    /// Begins the inspection of one content.
    /// - Parameter name: its file name.
    func begin(name: String) -> any ContentInspecting
}

/// One inspection under way. It is given all bytes in their order, and is then finished, once. Dropping it ends it.
public protocol ContentInspecting: Sendable {
    /// The next bytes. May block while they are looked into.
    func append(_ bytes: [UInt8])
    /// Says that there is no more, and what was found.
    func finish() -> ContentOpinion
}

/// What an inspection says of content. It holds nothing of the content itself.
public struct ContentOpinion: Sendable {
    /// The media type, by content.
    public let mediaType: String
    /// What the content is restricted by at least: it is joined to the label that it has already.
    public let label: Label
    /// All of it was looked into. What was not leaves nowhere by itself.
    public let isComplete: Bool
    /// It carries a classified marking: it is refused and reported, and not stored.
    public let isClassified: Bool
    /// What was found, in words for those who handle the content.
    public let findings: [String]
    /// What was not looked into is what its pictures show, and nothing else: a person who looks at it sees that.
    public let isForTheEye: Bool
    /// It does something where it is opened, such as a script in it.
    public let isActive: Bool

    /// An opinion.
    public init(
        mediaType: String,
        label: Label,
        isComplete: Bool,
        isClassified: Bool,
        findings: [String],
        isForTheEye: Bool = false,
        isActive: Bool = false
    ) {
        self.isForTheEye = isForTheEye
        self.isActive = isActive
        self.mediaType = mediaType
        self.label = label
        self.isComplete = isComplete
        self.isClassified = isClassified
        self.findings = findings
    }

    /// Nobody looked: nothing is known, and it is not complete.
    static let none = ContentOpinion(
        mediaType: "application/octet-stream",
        label: .unrestricted,
        isComplete: false,
        isClassified: false,
        findings: []
    )
}
