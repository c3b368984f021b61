internal import Classification

/// Tells a marking from a text that speaks of markings: regulations, courses, guides.
///
/// Three things have to come together: the marking stands inside a sentence, the sentences around it are about rules, and nothing near by says that this very
/// document or these items are controlled. A marking that has a line of its own is never a mention.
struct MentionContext {
    /// How far around a marking is looked.
    private static let reachBytes = 300
    /// Of a text made to have very many markings not each is weighed.
    private static let weighedMax = 2_000
    /// Words of prose that make a sentence of the line around it.
    private static let proseWordsMin = 4

    /// What says that the text itself is controlled.
    private static let bearing = [
        "this document", "this drawing", "this file", "this data", "this item", "this page", "this material",
        "this information", "these data", "these items", "these commodities", "this technical data", "this software",
        "contains technical data", "contains export", "this work instruction", "this traveler", "this model",
        "attached", "enclosed", "do not forward", "export classification",
    ]
    /// What texts about rules are made of.
    private static let rules = [
        "subchapter", "u.s.c.", "cfr part", "parts 120", "parts 730", "part 774", "part 742", "section 1", "section 38",
        "\u{A7}", "paragraph (", "supplement no", "commerce control list", "license requirement", "defines",
        "describe", "implement", "federal register", "for purposes of", " means", "issued under", "lists part",
        "registry", "training", "course", "lesson", "slide", "exercise", "example", "such as", "e.g.", "guide",
        "sample",
        "how to ", "which portion", "a banner", "the warning", "where do you",
    ].map { Array($0.utf8) }
    private static let bearingBytes = bearing.map { Array($0.utf8) }

    private var weighedCount = 0

    /// Whether a marking of a text is only spoken of.
    ///
    /// - Parameters:
    ///   - range: its place in the text.
    ///   - utf8: the text.
    mutating func isMention(_ kind: MarkingKind, _ range: Range<Int>, in utf8: [UInt8]) -> Bool {
        switch kind {
        case .banner, .portion, .exportEntry, .exportWarning: break
        default: return false
        }
        weighedCount += 1
        guard weighedCount <= Self.weighedMax, range.upperBound <= utf8.count else { return false }
        let before = Self.folded(utf8[max(0, range.lowerBound - Self.reachBytes)..<range.lowerBound])
        let after = Self.folded(utf8[range.upperBound..<min(utf8.count, range.upperBound + Self.reachBytes)])
        guard Self.standsInSentence(before, after) else { return false }
        let marking = Self.folded(utf8[range].prefix(Self.reachBytes))
        let around = Self.joined(before + marking + after)
        guard !Self.bearingBytes.contains(where: { around.firstRange(of: $0) != nil }) else { return false }
        return Self.rules.lazy.filter { around.firstRange(of: $0) != nil }.prefix(2).count == 2
    }

    /// Whether it stands inside a line that holds words beside it, and these with the next lines make a sentence.
    private static func standsInSentence(_ before: [UInt8], _ after: [UInt8]) -> Bool {
        let above = before.split(separator: 0x0A, omittingEmptySubsequences: false)
        let below = after.split(separator: 0x0A, omittingEmptySubsequences: false)
        let own = (above.last.map(words) ?? 0) + (below.first.map(words) ?? 0)
        guard own > 0 else { return false }
        let next = above.suffix(2).map(words).reduce(0, +) + below.prefix(2).map(words).reduce(0, +)
        return next >= proseWordsMin
    }

    /// Words of three letters and more.
    private static func words(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.split { !(0x61...0x7A).contains($0) }.count { $0.count >= 3 }
    }

    /// Small letters without what cannot be seen: full-width letters as others, soft line breaks of mail closed.
    private static func folded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        for scalar in scalars {
            switch scalar.value {
            case 0x41...0x5A: result.append(UInt8(scalar.value) + 0x20)
            case 0x0D: continue
            case 0x0A where result.last == 0x3D: result.removeLast()
            case 0..<0x80: result.append(UInt8(scalar.value))
            case 0xFF01...0xFF5E:
                let ascii = UInt8(scalar.value - 0xFEE0)
                result.append((0x41...0x5A).contains(ascii) ? ascii + 0x20 : ascii)
            case 0xA7: result += [0xC2, 0xA7]
            case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: continue
            default: result.append(0x3F)
            }
        }
        return result
    }

    /// One blank for any number of blanks and line ends.
    private static func joined(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte > 0x20 { result.append(byte) } else if result.last != 0x20 { result.append(0x20) }
        }
        return result
    }
}
