@_spi(Exits) public import Boundary
public import Classification
internal import Journal

/// Where a release becomes a document on paper: a PDF file, marked at the top and the bottom of each page with the join of all that is in it.
///
/// What it lays out is the layout's shape filled with the release's texts. The same release at the same time makes the same bytes.
public struct PDFExit<Way: DocumentChannel>: Exit {
    private let recipient: Subject
    private let channel: Way
    private let boundary: Boundary
    private let clock: any PlantClock
    private let layout: DocumentLayout
    private let paper: Paper
    private let marking: MarkingRules
    private let key: TravelerKey?
    private let limits: DocumentLimits
    /// The document, once it was sent; for the exit that carries it to the recipient.
    public private(set) var file: ReleasedFile?
    /// What keeps its marking from being complete, each with what to do.
    public private(set) var problems: [MarkingProblem] = []
    /// The SHA-256 hash of its content, as it stands at the foot of each page.
    public private(set) var contentHash: String?

    /// An exit for one document.
    /// - Parameters:
    ///   - recipient: who asked for it, as the caller's own connection authenticated.
    ///   - layout: of the document that was entered into the release.
    ///   - key: makes the checks of traveler identities; without one a document with such codes is refused.
    public init(
        to recipient: Subject,
        through channel: Way,
        of boundary: Boundary,
        clock: any PlantClock,
        layout: DocumentLayout,
        paper: Paper,
        marking: MarkingRules,
        key: TravelerKey? = nil,
        limits: DocumentLimits = DocumentLimits()
    ) {
        self.recipient = recipient
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.layout = layout
        self.paper = paper
        self.marking = marking
        self.key = key
        self.limits = limits
    }

    /// Makes the file.
    /// - Throws: `ReleaseError`; `DocumentError`, with nothing made.
    /// - Complexity: linear in the length of all texts; a page takes milliseconds. Does not suspend.
    public mutating func send(_ release: consuming Release<Way>) async throws {
        let now = clock.now
        let request = ExitRequest(
            recipient: recipient,
            channel: channel,
            standing: boundary.standing(of: recipient),
            now: now
        )
        let document = try layout.filled(from: release.open(for: request), limits: limits)
        let made = try PDFDocument(document, marking: marking, key: key).written(on: paper, time: now, limits: limits)
        file = ReleasedFile(
            made.bytes,
            name: document.id.plain + ".pdf",
            mediaType: "application/pdf",
            banner: made.marking.banner,
            for: request
        )
        problems = made.marking.marking.problems
        contentHash = made.hash
    }
}

/// A document in the clear with its marking and the texts of its codes.
struct PDFDocument {
    let document: Document<PrintedText>
    let page: PageBanner
    let identities: [String?]
    private let marking: MarkingRules

    init(_ document: Document<PrintedText>, marking: MarkingRules, key: TravelerKey?) throws(DocumentError) {
        self.document = document
        self.marking = marking
        page = marking.page(document.label)
        identities = try CodeTexts.of(document.blocks, key: key)
    }

    /// The content as text, which the hash is of.
    var dump: String { document.dump(identities: identities.map { $0 ?? PrintedText.withheldWord }) }

    func written(
        on paper: Paper,
        time: UInt64,
        limits: DocumentLimits
    ) throws(DocumentError) -> (bytes: [UInt8], marking: PageBanner, hash: String) {
        let hash = ContentHash.of(dump, marking: page)
        let size = paper.page(isWide: document.isWide)
        let portions = MarksOfLabels(marking)
        let bytes = try Press.use { shaper throws(DocumentError) in
            let pager = try document.paged(
                Pager(
                    shaper,
                    size,
                    page,
                    portionMark: page.marksPortions ? portions.mark : nil,
                    caveat: document.caveat,
                    identities: identities,
                    pagesMax: limits.pagesMax
                )
            )
            guard !shaper.hasLostText else {
                throw DocumentError(
                    .drawing,
                    "Pango set a text with letters to nothing; look at the fonts of the machine"
                )
            }
            let file = try PDFFile(size, banner: page.banner, time: time, bytesMax: limits.bytesMax)
            pager.draw(on: file, id: document.id, hash: hash)
            return try file.finish()
        }
        return (bytes, page, hash)
    }
}

/// Portion marks, each written once.
private final class MarksOfLabels {
    private let marking: MarkingRules
    private var known: [Label: String] = [:]

    init(_ marking: MarkingRules) { self.marking = marking }

    func mark(_ label: Label) -> String {
        if let mark = known[label] { return mark }
        let mark = marking.portion(label)
        known[label] = mark
        return mark
    }
}
