/// The words of which every marking has one, by how they begin.
enum TraceWords {
    /// How much of a trace a word is.
    enum Rule {
        /// Whatever follows.
        case beginning
        /// As a whole word.
        case whole
        /// As a whole word in capitals.
        case capitals
        /// As a whole word that has not three small letters in a row, which make a line prose.
        case noProse
        /// Where `BY` or no word follows.
        case control
        /// Before a hyphen.
        case specified
        /// Before 227: the clauses of DFARS 252.227.
        case clause
    }

    /// Of a phrase the rarest word.
    private static let rules: [(String, Rule)] = [
        ("cui", .beginning), ("controlled", .control), ("secret", .beginning), ("confidential", .beginning),
        ("restricted", .beginning), ("classified", .beginning), ("declassify", .beginning), ("fouo", .beginning),
        ("offic", .beginning), ("ouo", .whole), ("sbu", .whole), ("unclassified", .beginning), ("les", .noProse),
        ("enforcement", .beginning), ("limdis", .beginning), ("sensitive", .beginning), ("eyes", .beginning),
        ("only", .noProse), ("uk", .capitals), ("noforn", .beginning), ("fedcon", .beginning), ("nocon", .beginning),
        ("relido", .beginning), ("attorney", .beginning), ("awp", .whole), ("rel", .noProse), ("sp", .specified),
        ("ac", .capitals), ("nf", .capitals), ("dissemination", .beginning), ("export", .beginning), ("dist", .whole),
        ("distro", .whole), ("distribution", .beginning), ("public", .beginning), ("criminal", .beginning),
        ("dod", .whole), ("2751", .whole), ("usc", .whole), ("ultimate", .beginning), ("cfr", .whole),
        ("itar", .beginning), ("traffic", .beginning), ("ear", .whole), ("ear99", .whole), ("usml", .whole),
        ("eccn", .whole), ("rights", .beginning), ("commercial", .beginning), ("252", .clause),
        ("proprietary", .beginning), ("disclosure", .beginning), ("disclose", .beginning),
        ("munitions", .beginning), ("distr", .whole), ("competition", .beginning), ("ldc", .whole), ("poc", .whole),
        ("begin", .beginning), ("ybegin", .beginning),
    ]

    static let words = rules.map { Array($0.0.utf8) }

    /// Rules by the first character of their words, in small letters.
    static let byFirst: [[(word: [UInt8], rule: Rule)]] = {
        var table: [[(word: [UInt8], rule: Rule)]] = Array(repeating: [], count: 128)
        for (text, rule) in rules {
            let word = Array(text.utf8)
            table[Int(word[0])].append((word, rule))
        }
        return table
    }()

    /// What stands behind a slash in a marking.
    static let codes: Set<String> = Set(CUIRegistry.basic).union(CUIRegistry.specified).union(CUIRegistry.controls.keys)
}
