/// What leaves by one channel to one recipient: filled by `Boundary` with records, by templates with texts made of cleared values, and
/// consumed by an exit. The journal has recorded it before it is there.
///
/// It cannot be copied, so that it leaves once. That a release of another channel does not fit an exit, and that it leaves once, the
/// compiler sees; that it is for this recipient, under these policies and still in time, the exit compares when it opens it.
public struct Release<Way: Channel>: ~Copyable, Sendable {
    /// The records, as far as they are released, in the order in which they were asked for.
    public internal(set) var records: [ReleasedRecord]
    /// Where a search goes on; nil after the last page, and in what is no answer to a search.
    public internal(set) var next: SearchPosition?
    /// Where the journal recorded it, one entry for each compartment that something came from; of what was refused none. A place in a log tells
    /// how much is recorded there: an exit shows it to those alone who may read all of the compartment.
    public let receipts: [EventReceipt]
    let clearance: Clearance?
    private let content: ContentSource?
    private var texts: [ClearedText] = []

    init(
        records: [ReleasedRecord],
        receipts: [EventReceipt],
        clearance: Clearance?,
        content: ContentSource? = nil
    ) {
        self.records = records
        self.receipts = receipts
        self.clearance = clearance
        self.content = content
    }

    /// What stands in the source of the program alone, and what the one at the other end said: a page without data.
    /// - Throws: `ReleaseError.notLiteral` when a value is in it.
    public static func literal(_ text: ClearedText) throws(ReleaseError) -> Release<Way> {
        for piece in text.pieces {
            switch piece {
            case .literal, .own: continue
            case .value, .withheld, .mark: throw .notLiteral
            }
        }
        var release = Release<Way>(records: [], receipts: [], clearance: nil)
        release.texts = [text]
        return release
    }

    /// A release of nothing yet, which takes texts of literals alone: a document without data, for anybody.
    public static func blank() -> Release<Way> { Release<Way>(records: [], receipts: [], clearance: nil) }

    /// Adds text.
    /// - Throws: `ReleaseError.otherClearance` when a value in it was cleared for another recipient, channel or set of policies, or
    ///   for longer than this release.
    public mutating func append(_ text: ClearedText) throws(ReleaseError) {
        for piece in text.pieces {
            let own: Clearance
            switch piece {
            case .literal, .own: continue
            case .value(let value): own = value.clearance
            case .withheld(let clearance), .mark(_, let clearance): own = clearance
            }
            guard let clearance, clearance.admits(own) else { throw .otherClearance }
        }
        texts.append(text)
    }

    /// Takes what may leave out of the release, for an exit alone: the import that shows this says so (`@_spi(Exits)`), and the
    /// house rules let only exit targets write it.
    /// - Throws: `ReleaseError` when the exit's request is not the one that this was cleared for. What was released is gone then.
    @_spi(Exits) public consuming func open(for request: ExitRequest<Way>) throws(ReleaseError) -> ExitContent {
        if let clearance {
            guard clearance.recipient == request.recipient else { throw .otherRecipient }
            guard clearance.channel == Way.kind else { throw .otherClearance }
            guard clearance.epoch == request.standing.epoch else { throw .otherPolicies }
            guard clearance.version == request.standing.version else { throw .otherFacts }
            guard request.now < clearance.expires else { throw .expired }
        }
        return ExitContent(records: records, texts: texts, content: content.map { ContentStream($0) })
    }
}

/// Why a release does not take a text, or an exit does not take a release. No message tells what is in it.
public enum ReleaseError: Error, Hashable, Sendable {
    /// A text that has to be literal holds a value.
    case notLiteral
    /// A value was cleared for another recipient, channel, set of policies or time.
    case otherClearance
    /// The release is for somebody else than the exit serves.
    case otherRecipient
    /// The policies have changed since: ask again.
    case otherPolicies
    /// What is known of the recipient has changed since: ask again.
    case otherFacts
    /// Its time is over: ask again.
    case expired
}

extension ReleaseError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notLiteral:
            "the text holds a value; release the record that it comes from, and add the text to that release"
        case .otherClearance:
            "a value in the text was cleared for another recipient, channel, set of policies or time; release it together"
        case .otherRecipient: "the release is for another recipient than this exit serves; release it for this one"
        case .otherPolicies: "the policies have changed since the release; ask again"
        case .otherFacts: "what is known of the recipient has changed since the release; ask again"
        case .expired: "the release was not sent in time; ask again"
        }
    }
}
