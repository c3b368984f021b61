internal import Classification

/// What the parts of one inspection share: rules, bounds, and all that was found.
final class InspectionRun {
    let scanner: ContentScanner
    var limits: InspectionLimits { scanner.limits }
    private var found: [(finding: Finding, excerpt: Excerpts.Excerpt)] = []
    private var label = Label.unrestricted
    private var isOverfull = false
    private var isActive = false
    private(set) var partCount = 0
    private(set) var unpackedCount = 0
    /// Where distribution statement A stands, and where a field says "unclassified": looked at when all is known.
    private var publicReleases: [ContentPlace] = []
    private var unclassifiedFields: [ContentPlace] = []

    /// Parts that are pictures of the part that they stand in.
    private var drawings: Set<[Int]> = []

    /// Where the words of texts go instead of a search for what is known.
    private let words: Words?
    /// What agrees with what is known, by part and source: a part that is read in two ways agrees once.
    private var agreeing: [[Int]: [Int: (match: KnownMatch, place: ContentPlace, names: [String])]] = [:]

    init(_ scanner: ContentScanner, words: Words? = nil) { (self.scanner, self.words) = (scanner, words) }

    /// The seed of the words' hashes; nil where nobody takes words.
    var wordSeed: UInt64? { words?.seed ?? scanner.known?.seed }

    /// What takes the words of one text.
    func wordSink(part: [Int], reading: ContentPlace.Reading, names: [String]) -> (any WordSink)? {
        if let words { return words.begin(part, reading, names) }
        guard let known = scanner.known else { return nil }
        return KnownSearch(known) { [self] match, bytes, line in
            let place = ContentPlace(part: part, reading: reading, bytes: bytes, line: line)
            let earlier = agreeing[part]?[match.source]
            guard (earlier?.match.agreement.count ?? 0) < match.agreement.count else { return }
            agreeing[part, default: [:]][match.source] = (match, place, names)
        }
    }

    func add(_ finding: Finding, text: String = "", names: [String] = []) {
        // What a picture of a part repeats restricts nothing by itself: that is told when all is known.
        if !drawings.contains(finding.place.part) || found.count >= limits.findingsMax {
            label = label.join(finding.label)
        }
        if case .marking(.distributionStatement, _) = finding.kind, finding.label.isUnrestricted {
            publicReleases.append(finding.place)
        }
        guard found.count < limits.findingsMax else {
            if !isOverfull {
                isOverfull = true
                found.append(
                    (Finding(.notInspected(.findingBound), at: ContentPlace(part: [])), .init(text: "", partNames: []))
                )
            }
            return
        }
        let cut = String(decoding: text.utf8.prefix(limits.excerptBytesMax), as: UTF8.self)
        found.append((finding, .init(text: cut, partNames: names)))
    }

    func addUninspected(_ reason: Uninspected, part: [Int], names: [String] = []) {
        add(Finding(.notInspected(reason), at: ContentPlace(part: part)), names: names)
    }

    func noteUnclassified(at place: ContentPlace) {
        if unclassifiedFields.count < 100 { unclassifiedFields.append(place) }
    }

    func noteActive() { isActive = true }

    /// A part is a picture of the part that it stands in.
    func noteDrawing(_ part: [Int]) { drawings.insert(part) }

    /// Counts a part; false where there are too many.
    func countPart() -> Bool {
        partCount += 1
        return partCount <= limits.partsMax
    }

    /// Counts unpacked bytes; false where there are too many.
    func countUnpacked(_ count: Int) -> Bool {
        unpackedCount += count
        return unpackedCount <= limits.unpackedBytesMax
    }

    /// Takes out what pictures of parts repeat; what they have beside that restricts as anything else does.
    private func takeOutEchoes() {
        let echoes = Echoes(of: found.map(\.finding), drawings)
        found.removeAll { echoes.contains($0.finding) }
        let places = Set(found.map(\.finding.place))
        publicReleases.removeAll { drawings.contains($0.part) && !places.contains($0) }
        for entry in found where drawings.contains(entry.finding.place.part) { label = label.join(entry.finding.label) }
    }

    func report(mediaType: MediaType, byteCount: Int) -> InspectionReport {
        let inOrder = agreeing.values.flatMap(\.values).sorted { $0.match.source < $1.match.source }
        for found in inOrder {
            let label = scanner.known?.sources[found.match.source].label ?? .sealed
            add(Finding(.known(found.match), at: found.place, label: label), names: found.names)
        }
        if !drawings.isEmpty { takeOutEchoes() }
        let isControlled = label.isSealed || label["cui"] != nil || label["regimes"] != nil
        if isControlled {
            for place in publicReleases { add(Finding(.document(.publicReleaseOfControlled), at: place)) }
            for place in unclassifiedFields { add(Finding(.unclassifiedBesideControl, at: place)) }
        }
        let sorted = found.enumerated().sorted { first, second in
            Self.order(first.element.finding.place, second.element.finding.place) ?? (first.offset < second.offset)
        }.map(\.element)
        var excerpts: [Int: Excerpts.Excerpt] = [:]
        for (index, entry) in sorted.enumerated() where !entry.excerpt.text.isEmpty || !entry.excerpt.partNames.isEmpty
        {
            excerpts[index] = entry.excerpt
        }
        return InspectionReport(
            inspection: Inspection(
                mediaType: mediaType,
                byteCount: byteCount,
                label: label,
                findings: sorted.map(\.finding),
                isActive: isActive
            ),
            excerpts: Excerpts(byFinding: excerpts)
        )
    }

    /// Whether a place comes first; nil where they are one.
    private static func order(_ first: ContentPlace, _ second: ContentPlace) -> Bool? {
        if first.part != second.part { return first.part.lexicographicallyPrecedes(second.part) }
        if first.reading != second.reading { return first.reading.rawValue < second.reading.rawValue }
        let (left, right) = (first.bytes?.lowerBound ?? -1, second.bytes?.lowerBound ?? -1)
        return left == right ? nil : left < right
    }
}
