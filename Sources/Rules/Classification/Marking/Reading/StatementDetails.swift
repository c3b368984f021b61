/// Reason, date and controlling office of a distribution statement: `(Critical Technology) (15 January 2026). Other requests for this
/// document must be referred to AFLCMC/WWD.`
struct StatementDetails {
    /// Further than any statement reaches behind its audience.
    private static let bytesMax = 700

    /// The reasons of DoDI 5230.24 for statements B to E, of the issuances of 2012 and 2023; lower case.
    private static let reasons: Set<String> = [
        "administrative or operational use", "contractor performance evaluation", "critical technology",
        "direct military support", "export controlled", "foreign government information", "operations security",
        "premature dissemination", "proprietary information", "software documentation", "specific authority",
        "test and evaluation", "vulnerability information", "controlled technical information",
        "international agreements", "small business innovation research",
    ]

    private(set) var reason: String?
    private(set) var date: String?
    private(set) var office: String?
    private(set) var end: Int

    /// - Parameter isDirected: statement F, which names its office before its date and no reason.
    init(_ text: FoldedText, from start: Int, isDirected: Bool) {
        end = start
        let limit = min(text.bytes.count, start + Self.bytesMax)
        // A blank line ends the paragraph.
        var stop = start
        while stop < limit, !(text.bytes[stop] == 0x0A && stop + 1 < limit && text.bytes[stop + 1] == 0x0A) {
            stop += 1
        }
        let rest = text.folded(start..<stop)
        let flat = rest.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        let referral = flat.range(of: "referred to ") ?? flat.range(of: "REFERRED TO ")
        let body = referral.map { flat[..<$0.lowerBound] } ?? Substring(flat)
        let groups = Self.groups(in: body)
        if isDirected {
            office = Self.known(String(body[..<(body.firstIndex(of: "(") ?? body.endIndex)]))
            date = groups.first.flatMap(Self.known)
            end = groups.isEmpty && office == nil ? start : stop
        } else {
            reason = groups.first.flatMap(Self.known)
            date = groups.dropFirst().first.flatMap(Self.known)
            if let referral {
                let tail = flat[referral.upperBound...]
                // The office ends with the sentence: a full stop at the end of the paragraph or before a blank.
                office = Self.known(String(tail[..<(Self.sentenceEnd(tail) ?? tail.endIndex)]))
            }
            end = groups.isEmpty && referral == nil ? start : stop
        }
    }

    private static func sentenceEnd(_ text: Substring) -> Substring.Index? {
        var previous: Character?
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == ".", previous?.isUppercase != true || next == text.endIndex,
                next == text.endIndex || text[next] == " "
            {
                return index
            }
            previous = text[index]
            index = next
        }
        return nil
    }

    /// What stands between parentheses, the first two.
    private static func groups(in text: Substring) -> [String] {
        var groups: [String] = []
        var rest = text
        while groups.count < 2, let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
            groups.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return groups
    }

    /// The text without blanks; nil for a placeholder.
    private static func known(_ text: String) -> String? {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        return trimmed.isEmpty || trimmed.hasPrefix("[") ? nil : trimmed
    }

    func facts(for letter: String) -> DesignationFacts.Distribution {
        .init(statement: letter, reason: reason, date: date, controllingOffice: office)
    }

    func faults(for letter: String) -> [ReadingProblem.Fault] {
        var missing: [String] = []
        if reason == nil, letter != "F" { missing.append("reason") }
        if date == nil { missing.append("date") }
        if office == nil { missing.append("controlling office") }
        let unknown = (reason?.split(separator: ";") ?? []).map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !Self.reasons.contains($0.lowercased()) }
        return (missing.isEmpty ? [] : [.statementIncomplete(missing: missing)]) + unknown.map { .reasonUnknown($0) }
    }
}

extension String {
    /// The first occurrence, without Foundation's search.
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
