internal import Classification

/// Tells a marking from a text that speaks of markings: regulations, courses, guides.
///
/// Three things have to come together: the marking stands inside a sentence, the sentences around it are about rules, and nothing near by says that this very
/// document or these items are controlled. A marking that has a line of its own is never a mention, unless it is introduced as the wording that a rule asks for.
struct MentionContext {
    /// How far around a marking is looked.
    private static let reachBytes = 300
    /// Of a text made to have very many markings not each is weighed.
    private static let weighedMax = 2_000
    /// How far behind a marking its blanks are looked for.
    private static let blankReachBytes = 120
    /// A package of documents that is put together has two or three.
    private static let statementsMin = 4
    /// Words of prose that make a sentence of the line around it.
    private static let proseWordsMin = 4

    private var weighedCount = 0

    /// Whether so many different distribution statements stand in a text that it is a list of them: a document bears one.
    static func listsStatements(_ found: [FoundMarking]) -> Bool {
        Set(found.filter { $0.kind == .distributionStatement && !$0.label.isUnrestricted }.map(\.label)).count
            >= statementsMin
    }

    /// Whether a marking of a text is only spoken of.
    ///
    /// - Parameters:
    ///   - range: its place in the text.
    ///   - utf8: the text.
    mutating func isMention(_ kind: MarkingKind, _ range: Range<Int>, in utf8: [UInt8]) -> Bool {
        switch kind {
        case .classified, .national: return false
        default: break
        }
        weighedCount += 1
        guard weighedCount <= Self.weighedMax, range.upperBound <= utf8.count else { return false }
        let before = Self.folded(utf8[max(0, range.lowerBound - Self.reachBytes)..<range.lowerBound])
        let after = Self.folded(utf8[range.upperBound..<min(utf8.count, range.upperBound + Self.reachBytes)])
        let marking = Self.folded(utf8[range].prefix(Self.reachBytes))
        let around = Self.joined(before + marking + after)
        if isQuoted(before: Self.joined(before), Self.joined(marking + after.prefix(Self.blankReachBytes))) {
            return true
        }
        guard Self.standsInSentence(before, after), !MentionPhrases.has(MentionPhrases.bearing, around) else {
            return false
        }
        switch kind {
        // Two words of a legend in a sentence do not say that this text is somebody's.
        case .proprietary: return isInProse(range, utf8)
        case .exportEntry where MentionPhrases.regulations.contains(where: marking.starts): return true
        case .distributionStatement where isInClause(range.lowerBound, utf8): return true
        case .distributionStatement, .rightsLegend:
            if MentionPhrases.predicates.contains(where: Self.joined(after).starts) { return true }
        default: break
        }
        return MentionPhrases.rules.lazy.filter { around.firstRange(of: $0) != nil }.prefix(2).count == 2
    }

    /// Whether it is the wording that some rule asks for, which has a line of its own there: after words that introduce it, or with blanks to be filled in.
    private func isQuoted(before: [UInt8], _ marking: [UInt8]) -> Bool {
        MentionPhrases.has(MentionPhrases.introductions, before) || MentionPhrases.has(MentionPhrases.blanks, marking)
    }

    /// Whether its line is prose, and not a stamp or a footer with a name in it.
    private func isInProse(_ range: Range<Int>, _ utf8: [UInt8]) -> Bool {
        func smallWords(_ bytes: ArraySlice<UInt8>) -> Int {
            bytes.split { !FoldedWords.isWord($0) }.count { $0.count >= 3 && (0x61...0x7A).contains($0[$0.startIndex]) }
        }
        // Words in capitals alone are a stamp wherever they stand; one word may be a value.
        let isCapital = !utf8[range].contains { (0x61...0x7A).contains($0) }
        if isCapital, !utf8[range].allSatisfy(FoldedWords.isWord) { return false }
        let before = utf8[max(0, range.lowerBound - Self.reachBytes)..<range.lowerBound]
        let lines = before.split(separator: 0x0A, omittingEmptySubsequences: false)
        let after = utf8[range.upperBound...].prefix(Self.reachBytes).prefix { $0 != 0x0A }
        let own = smallWords(lines.last ?? []) + smallWords(after)
        if own >= 3 { return true }
        // The end of a sentence that began on the line above.
        let above = lines.dropLast().last ?? []
        return own >= 1 && smallWords(above) >= 3 && above.last.map { !".:".utf8.contains($0) } ?? false
    }

    /// Whether words in small letters go before it in its line: "marked with Distribution Statement D". On a document it begins a sentence.
    private func isInClause(_ place: Int, _ utf8: [UInt8]) -> Bool {
        let before = utf8[..<place].suffix(8)
        guard let last = before.last(where: { $0 != 0x20 && $0 != 0x09 }), before.last == 0x20 else { return false }
        return (0x61...0x7A).contains(last)
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
