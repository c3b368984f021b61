public import PlantModel

/// A change that is asked for.
public struct ChangeDraft: Sendable, Equatable {
    /// A program's variant of something standard: what differs, why, whose it is and until when.
    public struct Variant: Sendable, Equatable, Codable {
        /// What it deviates from, by the name or id that the plant has for it.
        public var standard: String
        /// What differs, in words.
        public var difference: String
        /// Who answers for it: an id of the register.
        public var owner: String
        /// The last day on which it counts, ISO 8601; then it is merged or asked for again.
        public var expires: String
        /// The work definition that it deviates from, by its id in hexadecimal; nil for a form, a status or anything else.
        public var definition: String?

        /// A variant.
        public init(standard: String, difference: String, owner: String, expires: Day) {
            self.standard = standard
            self.difference = difference
            self.owner = owner
            self.expires = expires.description
        }
    }

    /// What a baseline is made of.
    struct Files: Sendable, Equatable, Codable {
        /// The hash of each file, by part and name.
        let hashes: [String: String]
        /// The hash of the baseline that was released last when it was studied.
        let since: String
    }

    /// What it is of.
    public var kind: ChangeKind
    /// In a few words.
    public var title: String
    /// Why.
    public var reason: String
    /// What differs from what is in force besides, as policies name it: `routing`, `material`, …
    public var touches: Set<String>
    /// The hash of what would be in force: of a baseline its digest, of a work definition its content.
    public var content: String
    /// The programs that it touches; nil for all of the plant.
    public var programs: Set<String>?
    /// The first day on which it would count.
    public var effective: Day
    /// What differs, of a variant.
    public var variant: Variant?
    /// The variant that ends by it; nil for none.
    public var merging: VariantMerging?
    /// The files of a baseline, each with its hash, and the baseline that it was studied against; nil of anything else.
    var files: Files?
    /// Who gains and loses by it, and which plans it touches, as counts and sentences that tell of nobody.
    public var impact: [String]

    /// A change.
    public init(
        _ kind: ChangeKind,
        touching touches: Set<String> = [],
        title: String,
        reason: String,
        content: String,
        programs: Set<String>?,
        effective: Day,
        variant: Variant? = nil,
        merging: VariantMerging? = nil,
        impact: [String] = []
    ) {
        self.kind = kind
        self.touches = touches
        self.title = title
        self.reason = reason
        self.content = content
        self.programs = programs
        self.effective = effective
        self.variant = variant
        self.merging = merging
        self.impact = impact
    }

    /// The longest text, in bytes of UTF-8, and the most entries of a list.
    static let (textBytesMax, entriesMax) = (4_000, 200)

    /// What is wrong with it on a day; nil for nothing.
    func problem(on today: Day) -> String? {
        let texts = [
            ("title", title), ("reason", reason), ("content", content), ("standard", variant?.standard ?? "-"),
            ("difference", variant?.difference ?? "-"), ("owner", variant?.owner ?? "-"),
        ]
        for (name, text) in texts {
            if text.allSatisfy(\.isWhitespace) { return "the \(name) is empty" }
            if text.utf8.count > Self.textBytesMax {
                return "the \(name) has \(text.utf8.count) bytes, more than \(Self.textBytesMax)"
            }
        }
        if impact.count > Self.entriesMax || impact.contains(where: { $0.utf8.count > Self.textBytesMax }) {
            return
                "the impact has more than \(Self.entriesMax) entries, or a longer one than \(Self.textBytesMax) bytes"
        }
        if (kind == .baseline) != (files != nil && !impact.isEmpty) {
            return "a baseline is asked for by a study of its files, which says who would gain and lose"
        }
        if effective < today { return "the effective day \(effective) is past" }
        let isOfVariant = variant != nil || merging != nil && kind != .workDefinition
        if (kind == .variant) != isOfVariant || variant != nil && merging != nil {
            return "a variant says what differs or which one ends, and nothing else does"
        }
        if merging?.way == .backToStandard, kind == .workDefinition {
            return
                "a revision of a work definition takes a variant in; back to the standard it goes by a change of its own"
        }
        if let variant {
            guard let last = Day(variant.expires) else { return "the variant's last day is no day" }
            if last < effective { return "the variant ends before it counts" }
        }
        return nil
    }
}
