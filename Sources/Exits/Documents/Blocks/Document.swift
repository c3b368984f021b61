public import Boundary

/// A document as blocks of text, without places and pages.
///
///     var release = try await boundary.release(records, to: person, through: Print(isAttended: true))
///     let layout = try Traveler(id: "\(release.records[0]["traveler"])", …).document.enter(&release)
///     var exit = PDFExit(to: person, through: Print(isAttended: true), of: boundary, clock: clock, layout: layout, …)
///     try await exit.send(release)
///     // exit.file goes to the exit that carries it.
///
/// It is the same shape with three kinds of text: `ClearedText` where a caller writes it, the number of a text where it is handed to an exit,
/// and text in the clear inside the exit. So what an exit lays out is what a release let through, and nothing else.
public struct Document<Text: Sendable>: Sendable {
    /// What identifies it, at the foot of each page.
    public var id: Text
    /// Its name, at the top of the first page.
    public var title: Text
    /// What stands at the head of each page, so that no page goes without it: that what was signed is no longer what counts, and since when. Nil for
    /// what stands as it was signed.
    public var caveat: Text?
    /// What it says, from top to bottom.
    public var blocks: [Block<Text>]
    /// Whether its pages lie on their long side, for tables of many columns.
    public var isWide: Bool

    /// A document.
    public init(id: Text, title: Text, isWide: Bool = false, caveat: Text? = nil, blocks: [Block<Text>]) {
        self.isWide = isWide
        self.id = id
        self.title = title
        self.caveat = caveat
        self.blocks = blocks
    }

    /// The same document of other texts, made in the order in which a reader meets them.
    func map<Other, Failure: Error>(
        _ other: (Text) throws(Failure) -> Other
    ) throws(Failure) -> Document<Other> {
        let (id, title) = (try other(id), try other(title))
        var caveat: Other?
        if let text = self.caveat { caveat = try other(text) }
        return Document<Other>(
            id: id,
            title: title,
            isWide: isWide,
            caveat: caveat,
            blocks: try Block.map(blocks, other)
        )
    }
}

/// A document as callers write it.
public typealias ClearedDocument = Document<ClearedText>

extension Document<ClearedText> {
    /// Gives all texts of the document to a release, and answers with what is left of it: its shape.
    ///
    /// The release has to be a fresh one: its texts are the document's.
    /// - Throws: `ReleaseError.otherClearance` when a value was cleared for somebody or something else than the release.
    public func enter<Way: DocumentChannel>(_ release: inout Release<Way>) throws(ReleaseError) -> DocumentLayout {
        var count = 0
        let shape = try map { text throws(ReleaseError) in
            try release.append(text)
            count += 1
            return count - 1
        }
        return DocumentLayout(shape: shape, texts: count)
    }
}

/// The shape of a document, for an exit that has the release with its texts. It holds no data but how many there are of what.
public struct DocumentLayout: Sendable {
    let shape: Document<Int>
    let texts: Int
}

/// The ways by which a document or a sheet may leave.
public protocol DocumentChannel: Channel {}

extension Print: DocumentChannel {}
extension Export: DocumentChannel {}
extension Report: DocumentChannel {}
