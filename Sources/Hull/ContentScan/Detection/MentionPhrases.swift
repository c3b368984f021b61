/// The phrases by which `MentionContext` weighs: in small letters, with single blanks.
enum MentionPhrases {
    /// What says that the text itself is controlled.
    static let bearing = bytes([
        "this document", "this drawing", "this file", "this data", "this item", "this page", "this material",
        "this information", "these data", "these items", "these commodities", "this technical data", "this software",
        "this report", "this specification", "this manual", "this sheet", "this proposal", "this presentation",
        "contains technical data", "contains export", "this work instruction", "this traveler", "this model",
        "attached", "enclosed", "do not forward", "do not disclose", "do not copy", "do not distribute",
        "export classification", "contained herein", "the property of", "contains proprietary",
        "contains confidential",
    ])

    /// What texts about rules are made of: regulations, courses, guides, terms of purchase, agreements.
    static let rules = bytes([
        "subchapter", "u.s.c.", "cfr part", "parts 120", "parts 730", "part 774", "part 742", "section 1", "section 38",
        "\u{A7}", "paragraph (", "supplement no", "commerce control list", "license requirement",
        "defines", "describe", "implement", "federal register", "for purposes of", " means", "issued under",
        "lists part", "registry", "training", "course", "lesson", "slide", "exercise", "example", "such as", "e.g.",
        "guide", "sample", "how to ", "which portion", "a banner", "the warning", "where do you", "markings",
        "glossary", "acronym", "definition", "dodi 52", "dfars", "far 52", "handbook",
        // Terms of purchase.
        "seller", "supplier", "buyer", "subcontractor", "the contractor", "purchase order", "comply with",
        "compliance with", "laws and regulations", "applicable law", "shall not export", "clause",
        "incorporated by reference", "may be subject", "to the extent",
        // Agreements.
        "receiving party", "disclosing party", "recipient", "each party", "either party", "this agreement",
        "hereunder", "shall mean", "is used ", "are used ", "used when", "used for",
    ])

    /// What goes before the wording that a rule asks for.
    static let introductions = bytes([
        "the following statement", "the following legend", "the following notice", "the following marking",
        "the following warning", "the following banner", "the following distribution statement", "marked as follows",
        "read as follows", "reads as follows", "substantially the following form", "statement must read",
        "the statement reads", "the legend reads", "shall bear the legend", "following limited rights notice",
        "following restricted rights notice", "affix the following",
    ])

    /// Where something is to be filled in.
    static let blanks = bytes([
        "(fill in", "(insert", "[insert", "<insert", "(enter", "[enter", "(reason)", "[reason]",
        "(date of determination)",
        "[date]", "____",
    ])

    /// Names of regulations, which terms and courses name more often than markings do.
    static let regulations = bytes([
        "international traffic", "export administration regulations", "22 cfr", "15 cfr",
    ])

    /// How a sentence goes on that says what a statement is for.
    static let predicates = bytes([
        " is ", " means", " indicates", " may ", " shall ", " should ", " must ", " restricts",
        " limits", " allows", " permits", " authorizes", " can ", " requires", " does ", " will ", " was ", " are ",
        " markings", " legend",
    ])

    static func has(_ phrases: [[UInt8]], _ text: [UInt8]) -> Bool {
        phrases.contains { text.firstRange(of: $0) != nil }
    }

    private static func bytes(_ phrases: [String]) -> [[UInt8]] { phrases.map { Array($0.utf8) } }
}
