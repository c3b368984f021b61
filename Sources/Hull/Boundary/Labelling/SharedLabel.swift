public import Classification

/// A label that many values carry: compared by identity first, and hashed once, so that clearing a record of many fields costs one
/// decision for each label and not one look at each label's sets for each field.
public final class SharedLabel: Hashable, Sendable {
    /// The label.
    public let label: Label
    /// Its canonical text, as the journal and the views hold it.
    public let text: String
    /// The same, ready to be written into an event.
    let quoted: PayloadText.Quoted
    /// Its programs, joined by `+`: what payloads under it are shredded with. Empty without any.
    let programs: String
    private let digest: Int

    /// Shares a label.
    public init(_ label: Label) {
        self.label = label
        text = label.canonicalText
        quoted = PayloadText.Quoted(text)
        programs = label.values(in: "program").sorted().joined(separator: "+")
        var hasher = Hasher()
        hasher.combine(text)
        digest = hasher.finalize()
    }

    /// The label of what is made from both.
    public func join(_ other: SharedLabel) -> SharedLabel {
        if self == other || other.label.isAtMost(label) { return self }
        return label.isAtMost(other.label) ? other : SharedLabel(label.join(other.label))
    }

    /// The same label, by its text.
    public static func == (left: SharedLabel, right: SharedLabel) -> Bool {
        left === right || left.digest == right.digest && left.text == right.text
    }

    /// Feeds a digest.
    public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
