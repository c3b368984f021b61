extension MarkingScan {
    private static let classifiedWords = [
        "TOP SECRET", "SECRET", "CONFIDENTIAL", "NATO SECRET", "NATO CONFIDENTIAL", "NATO RESTRICTED",
        "COSMIC TOP SECRET",
        "UK SECRET", "UK TOP SECRET", "FORMERLY RESTRICTED DATA",
    ]

    private static let legacyWords: Set<String> = [
        "FOUO", "FOR OFFICIAL USE ONLY", "OUO", "OFFICIAL USE ONLY", "SBU", "SENSITIVE BUT UNCLASSIFIED", "LES",
        "LAW ENFORCEMENT SENSITIVE", "LIMDIS",
    ]

    /// Those that no table uses for anything else, so that they are read as titles write them too.
    private static let legacyPhrases: Set<String> = [
        "FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY", "SENSITIVE BUT UNCLASSIFIED", "LAW ENFORCEMENT SENSITIVE",
    ]

    /// Classified markings are recognized to be refused (EO 13526 banners, NATO and UK levels); marks from before CUI restrict as CUI of
    /// unknown category. Bulkhead reads no more of either.
    mutating func readClassifiedOrLegacyLine(_ line: Range<Int>) -> Bool {
        guard line.count <= Self.bannerBytesMax else { return false }
        let content = text.folded(line)
        let upper = content.split(separator: " ").joined(separator: " ").uppercased()
        if upper == "RESTRICTED TO ITS OWNER" {
            add(.banner, line, .sealed)
            return true
        }
        if readLegacyPhrases(content, line) { return true }
        guard !BannerLine.hasProse(content.utf8) else { return readAuthority(upper, line) }
        let fields = upper.split(separator: "/", omittingEmptySubsequences: true).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        guard let first = fields.first else { return false }
        if upper == "CONFIDENTIAL" {
            add(.proprietary, line, Schemes.unreadable(in: ["owner"]), [.confidentialAmbiguous])
            return true
        }
        if Self.classifiedWords.contains(first), upper == first || upper.contains("//") || upper.contains("/") {
            add(.classified, line, .sealed, [.classified(upper)])
            return true
        }
        let legacy = fields.filter { $0 != "U" && $0 != "UNCLASSIFIED" }
        if !legacy.isEmpty, fields.contains(where: Self.legacyWords.contains) {
            let isKnown = legacy.allSatisfy(Self.legacyWords.contains)
            let label = Schemes.unreadable(in: isKnown ? ["cui"] : Schemes.bannerSchemes)
            add(.legacy, line, label, [.legacy(upper)])
            return true
        }
        return false
    }

    /// `For Official Use Only`, `FOUO - FOR OFFICIAL USE ONLY`: marks from before CUI and nothing else, in capitals or as a title.
    private mutating func readLegacyPhrases(_ content: String, _ line: Range<Int>) -> Bool {
        let pieces = content.split { "-/:".contains($0) }.map { $0.split(separator: " ") }.filter { !$0.isEmpty }
        let phrases = pieces.map { $0.joined(separator: " ") }
        guard phrases.contains(where: { Self.legacyWords.contains($0.uppercased()) }) else { return false }
        // `LES:` is the name of a field.
        guard phrases.count > 1 || content.split(separator: " ").joined(separator: " ") == phrases[0] else {
            return false
        }
        for (words, phrase) in zip(pieces, phrases) {
            let upper = phrase.uppercased()
            let isTitle = words.allSatisfy { $0.first?.isUppercase ?? false } && Self.legacyPhrases.contains(upper)
            let isCapital =
                phrase == upper && (Self.legacyWords.contains(upper) || ["U", "UNCLASSIFIED"].contains(upper))
            guard isTitle || isCapital else { return false }
        }
        let upper = phrases.joined(separator: "//").uppercased()
        add(.legacy, line, Schemes.unreadable(in: ["cui"]), [.legacy(upper)])
        return true
    }

    /// The classification authority block of a classified document.
    private mutating func readAuthority(_ upper: String, _ line: Range<Int>) -> Bool {
        guard upper.hasPrefix("DECLASSIFY ON:") || upper.hasPrefix("CLASSIFIED BY:") else { return false }
        add(.classified, line, .sealed, [.classified(String(upper.prefix(14)))])
        return true
    }

    private static let classifiedPortions: Set<String> = ["TS", "S", "C", "NS", "NC", "NR"]
    /// How the controls begin that stand in classified portions (ICD 710; NATO's own): without one `(S//2)` is a sum of some program.
    private static let classifiedControls = [
        "NF", "NOFORN", "REL", "SI", "TK", "HCS", "ORCON", "OC", "IMC", "PR", "FGI", "FISA", "RD", "FRD", "CNWDI",
        "SAR",
        "ACCM", "LIMDIS", "RS", "DSEN", "ATOMAL", "BALK", "BOHEMIA", "EYES",
    ]

    /// Classified portions such as `(S//NF)`; legacy ones such as `(U//FOUO)`. `(C)` alone is a list item or a copyright, and `(S)` alone is kept until
    /// it is known whether anything else of the text is classified.
    ///
    /// - Parameter written: what stands between the parentheses, as it is written.
    mutating func readOtherPortion(_ written: String, _ range: Range<Int>, startsLine: Bool) -> Bool {
        let upper = written.uppercased()
        let fields = upper.split(separator: "/").map { $0.split(separator: " ").joined(separator: " ") }
        guard let first = fields.first else { return false }
        let isMarked = upper.contains("//")
        if written == "TS" || written == "S" && startsLine {
            lonePortions.append(range)
            return true
        }
        if isMarked, written == upper, Self.classifiedPortions.contains(first),
            fields.dropFirst().contains(where: { field in Self.classifiedControls.contains(where: field.hasPrefix) })
        {
            add(.classified, range, .sealed, [.classified("(" + upper + ")")])
            return true
        }
        if Self.legacyWords.contains(upper) && upper.utf8.count > 3 || first == "U" && isMarked {
            let isKnown = fields.dropFirst().allSatisfy(Self.legacyWords.contains)
            add(.legacy, range, Schemes.unreadable(in: isKnown ? ["cui"] : Schemes.bannerSchemes), [.legacy(upper)])
            return true
        }
        return false
    }

    /// Adds `(S)` and `(TS)` where something else of the text is classified: alone they are seconds, sizes and time stamps.
    mutating func readLonePortions() {
        guard found.contains(where: { $0.kind == .classified }) else { return }
        for range in lonePortions { add(.classified, range, .sealed, [.classified(text.folded(range))]) }
    }

    private static let nationalMarks = [
        "OFFICIAL-SENSITIVE", "UK EYES ONLY", "OFFICIAL UK EYES ONLY", "OFFICIAL-SENSITIVE UK EYES ONLY",
    ]

    /// UK tiers and caveats (Government Security Classifications, 2024): `OFFICIAL-SENSITIVE UK EYES ONLY`.
    mutating func readNationalLine(_ line: Range<Int>) -> Bool {
        guard line.count >= 4, line.count <= 80 else { return false }
        let upper = text.folded(line)
        let caveat = "UK EYES ONLY"
        if Self.nationalMarks.contains(upper), !text.isDisguised(line) {
            let tier = ["OFFICIAL-SENSITIVE", "OFFICIAL"].first { upper.hasPrefix($0) }
            let tiers = schemes.restricting("ukTier", tier.map { [$0] } ?? [])
            let caveats = schemes.restricting("dissemination", upper.hasSuffix(caveat) ? [caveat] : [])
            add(.national, line, tiers.label.join(caveats.label), tiers.faults + caveats.faults)
            return true
        }
        guard !BannerLine.hasProse(upper.utf8) else { return false }
        // Damaged, broken over lines, or with a descriptor or caveat that the schemes do not have.
        let isNear =
            Self.nationalMarks.contains { BannerLine.isOneEdit(upper, from: $0) }
            || upper.hasPrefix("OFFICIAL-") || upper.hasPrefix("OFFICIAL UK") || Self.isSensitiveTier(upper)
            || upper.hasSuffix("EYES ONLY") || caveat.hasPrefix(upper)
        guard isNear else { return false }
        add(.national, line, Schemes.unreadable(in: ["ukTier", "dissemination"]), [.unknownToken(upper)])
        return true
    }

    /// `OFFICAL-SENSITIVE`, or what a break inside left of it; parts that are sensitive to moisture or time are of no tier.
    private static func isSensitiveTier(_ upper: String) -> Bool {
        guard upper.hasSuffix("-SENSITIVE") else { return false }
        let tier = String(upper.dropLast("-SENSITIVE".utf8.count))
        return "OFFICIAL".hasSuffix(tier) || BannerLine.isOneEdit(tier, from: "OFFICIAL")
    }
}
