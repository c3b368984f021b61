/// One thing that is changed in a draft. What it says nothing of stays as it is.
public enum DraftEdit: Sendable {
    /// What the definition is called, whether it takes training, and what it is for.
    case heading(
        partNumber: String,
        revision: String,
        title: String,
        needsTraining: Bool,
        effectivity: Effectivity? = nil
    )
    /// An operation, written anew in the place of the one of this sequence; nil for one that is new. Its media are those that stood there.
    case operation(OperationSegment, replacing: Int?)
    /// The operation of this sequence is taken out.
    case removal(Int)
}

extension DraftEdit {
    /// The sequence of the operation that it changes or takes out.
    var replaced: Int? {
        switch self {
        case .heading, .operation(_, nil): nil
        case .operation(_, let sequence?), .removal(let sequence): sequence
        }
    }
}

extension WorkMasterContent {
    /// The content after an edit, operations by ascending sequence.
    /// - Throws: `stale` where the operation is not there; `invalid` where another one has its sequence.
    func after(_ edit: DraftEdit) throws(ExecutionRefusal) -> WorkMasterContent {
        var next = self
        var media: [OperationSegment.Medium]?
        if let sequence = edit.replaced {
            guard let place = operations.firstIndex(where: { $0.sequence == sequence }) else {
                throw ExecutionRefusal(.stale)
            }
            media = next.operations.remove(at: place).media
        }
        switch edit {
        case .heading(let partNumber, let revision, let title, let needsTraining, let effectivity):
            next.partNumber = partNumber
            next.revision = revision
            next.title = title
            next.needsTraining = needsTraining
            next.effectivity = effectivity
        case .operation(var segment, _):
            segment.media = media
            guard !next.operations.contains(where: { $0.sequence == segment.sequence }) else {
                throw ExecutionRefusal(.invalid, "sequence: there is an operation \(segment.sequence) already")
            }
            let place = next.operations.firstIndex { $0.sequence > segment.sequence } ?? next.operations.endIndex
            next.operations.insert(segment, at: place)
        case .removal: break
        }
        return next
    }
}
