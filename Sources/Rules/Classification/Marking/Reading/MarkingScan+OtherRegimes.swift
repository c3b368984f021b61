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

    /// The classification authority block of a classified document.
    private mutating func readAuthority(_ upper: String, _ line: Range<Int>) -> Bool {
        guard upper.hasPrefix("DECLASSIFY ON:") || upper.hasPrefix("CLASSIFIED BY:") else { return false }
        add(.classified, line, .sealed, [.classified(String(upper.prefix(14)))])
        return true
    }

    /// Classified portions such as `(S//NF)`; legacy ones such as `(U//FOUO)`. `(C)` alone is a list item or a copyright.
    mutating func readOtherPortion(_ upper: String, _ range: Range<Int>, startsLine: Bool) -> Bool {
        let fields = upper.split(separator: "/").map(String.init)
        guard let first = fields.first else { return false }
        let isMarked = upper.contains("//")
        if upper == "TS" || (["TS", "S", "C", "NS", "NC", "NR"].contains(first) && isMarked)
            || (upper == "S" && startsLine)
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
            || upper.hasPrefix("OFFICIAL-") || upper.hasPrefix("OFFICIAL UK") || upper.hasSuffix("-SENSITIVE")
            || upper.hasSuffix("EYES ONLY") || caveat.hasPrefix(upper)
        guard isNear else { return false }
        add(.national, line, Schemes.unreadable(in: ["ukTier", "dissemination"]), [.unknownToken(upper)])
        return true
    }
}
