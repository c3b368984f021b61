public import Classification

/// Inspects content: bytes to findings. Knows no plant and no database.
///
/// A value that can be shared; each `begin` is one inspection with its own state. The boundary's inspector is this, wired by `bulkhead`.
public struct ContentScanner: Sendable {
    /// What restrictions there are.
    public let schemes: Schemes
    /// Whose rules a `CUI` alone follows.
    public let profile: MarkingProfile
    /// Bounds of each inspection.
    public let limits: InspectionLimits
    /// The program that takes containers apart; without one they are reported as not inspected.
    public let extractor: ExtractorProgram?
    /// What is known to be restricted, and looked for beside markings.
    public let known: KnownContent?
    /// Whether of a text only the neighbourhoods of traces are read; tests compare this with reading all of it.
    package var readsNeighbourhoods = true

    /// - Parameters:
    ///   - schemes: of the catalogue in force.
    ///   - profile: whose rules a `CUI` alone follows.
    ///   - limits: bounds of each inspection.
    ///   - extractor: the program that takes containers apart.
    ///   - known: what is looked for beside markings.
    public init(
        schemes: Schemes,
        profile: MarkingProfile = .dod,
        limits: InspectionLimits = .standard,
        extractor: ExtractorProgram? = nil,
        known: KnownContent? = nil
    ) {
        (self.schemes, self.profile, self.limits, self.extractor) = (schemes, profile, limits, extractor)
        self.known = known
    }

    /// Begins the inspection of one content, whose bytes are then given piece by piece.
    ///
    /// - Parameter name: its file name, where it has one.
    public func begin(name: String? = nil) -> ContentInspection { begin(name: name, words: nil) }

    func begin(name: String?, words: Words?) -> ContentInspection { ContentInspection(self, name: name, words: words) }

    /// Inspects content that comes in pieces.
    public func inspect(pieces: some Sequence<[UInt8]>, name: String? = nil) -> InspectionReport {
        var inspection = begin(name: name)
        for piece in pieces { inspection.append(piece) }
        return inspection.finish()
    }

    /// Inspects content that is at hand.
    public func inspect(_ bytes: [UInt8], name: String? = nil) -> InspectionReport {
        inspect(pieces: [bytes], name: name)
    }
}

/// One inspection under way: give it all bytes in their order, then finish it, once.
///
/// Dropping it ends its child processes. Blocks while a child process works.
public struct ContentInspection: ~Copyable {
    private let run: InspectionRun
    private let whole: PartInspection

    init(_ scanner: ContentScanner, name: String?, words: Words?) {
        run = InspectionRun(scanner, words: words)
        whole = PartInspection(run, part: [], names: [])
        if let name { whole.named = MediaName(name) }
    }

    /// The next bytes.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        if let slice = bytes as? ArraySlice<UInt8> { whole.append(slice) } else { whole.append(Array(bytes)[...]) }
    }

    /// Says that there is no more, and what was found.
    public consuming func finish() -> InspectionReport {
        whole.finish()
        return run.report(mediaType: whole.type ?? .unknown, byteCount: whole.byteCount)
    }
}
