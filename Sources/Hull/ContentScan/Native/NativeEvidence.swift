internal import Classification

/// What a native field of classification says. It may raise a label, never lower it: programs fill such fields with "unclassified" by default.
enum NativeEvidence: Equatable {
    /// Nothing: empty, a default, or free text without a marking.
    case none
    /// That there is no restriction, which is no evidence; beside a marking it is a contradiction.
    case unclassified
    /// A restriction.
    case restricts(Label)

    /// Values that say that nothing restricts, folded.
    private static let harmless: Set<String> = [
        "UNCLASSIFIED", "NONE", "PUBLIC", "UNRESTRICTED", "NOT CLASSIFIED", "UNCONTROLLED", "NOT CONTROLLED",
    ]
    /// Values that say nothing. Trademarks and patents restrict use, not who may see.
    private static let empty: Set<String> = [
        "", "N/A", "NA", "UNDEFINED", "UNSPECIFIED", "UNKNOWN", "/NULL", "NULL", "TRADEMARK", "REGISTERED TRADEMARK",
        "PATENT",
    ]

    /// - Parameters:
    ///   - text: as the file has it.
    ///   - field: free text alone may say something else than a classification.
    init(_ text: String, field: NativeField, scanner: ContentScanner) {
        let value = String(text.prefix(1_024))
        let folded = value.uppercased().split { $0 == " " || $0 == "_" || $0 == "\n" || $0 == "\t" || $0 == "\r" }
            .joined(separator: " ")
        if Self.empty.contains(folded) {
            self = .none
            return
        }
        if Self.harmless.contains(folded) {
            self = .unclassified
            return
        }
        let schemes = scanner.schemes
        // As it is written, and with the blanks that an enumeration has no place for.
        var labels: [Label] = []
        for candidate in [value, folded] {
            let reading = schemes.readMarkings(in: candidate, profile: scanner.profile)
            if !reading.found.isEmpty { labels.append(reading.label) }
        }
        if field == .qifExportControl { labels.append(Self.exportLabel(value, schemes)) }
        if !labels.isEmpty {
            self = .restricts(Label.join(labels))
            return
        }
        // A level or an enumeration value that nothing here knows restricts as much as it can; prose without a marking says nothing.
        self = field == .stepSecurityText ? .none : .restricts(.sealed)
    }

    /// QIF has no rules for the text: an entry of a list, a regime, or words.
    private static func exportLabel(_ value: String, _ schemes: Schemes) -> Label {
        let entries = ["ECCN \(value)", "USML \(value)", value]
        var best: [Label] = []
        for entry in entries {
            let reading = schemes.readMarkings(in: entry)
            let isSound =
                !reading.found.isEmpty && reading.found.allSatisfy { $0.problems.isEmpty && $0.kind == .exportEntry }
            if isSound { best.append(reading.label) }
        }
        if !best.isEmpty { return Label.join(best) }
        let words = value.uppercased().split { !$0.isLetter && !$0.isNumber }
        let named = ["ITAR", "EAR", "EU", "UK"].filter { words.contains(Substring($0)) }
        let regimes = named.isEmpty ? ["ITAR", "EAR"] : named
        // The entry is not known, so the owner alone is admitted where the schemes do not know the regime either.
        return (try? schemes.label(regimes.map { Restriction("regimes", $0) })) ?? .sealed
    }
}

extension InspectionRun {
    /// Adds what a native field says.
    func addNative(_ field: NativeField, _ text: String, part: [Int], reading: ContentPlace.Reading, names: [String]) {
        let place = ContentPlace(part: part, reading: reading)
        switch NativeEvidence(text, field: field, scanner: scanner) {
        case .none: break
        case .unclassified: noteUnclassified(at: place)
        case .restricts(let label): add(Finding(.nativeField(field), at: place, label: label), text: text, names: names)
        }
    }
}
