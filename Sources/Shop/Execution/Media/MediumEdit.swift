/// What is changed about the media of an operation. A medium that is new has its bytes already.
enum MediumEdit: Sendable {
    /// One more, or one in the place of another.
    case put(OperationSegment.Medium)
    /// The one of this number is taken out.
    case removal(Int)
}

extension WorkMasterContent {
    /// The content after a change of the media of an operation: they stay numbered from 1.
    /// - Throws: `stale` where there is no such operation, or no such medium.
    func after(_ edit: MediumEdit, at sequence: Int) throws(ExecutionRefusal) -> WorkMasterContent {
        guard let place = operations.firstIndex(where: { $0.sequence == sequence }) else {
            throw ExecutionRefusal(.stale)
        }
        var media = operations[place].media ?? []
        switch edit {
        case .put(let medium):
            guard (1...(media.count + 1)).contains(medium.number) else { throw ExecutionRefusal(.stale) }
            if medium.number <= media.count { media[medium.number - 1] = medium } else { media.append(medium) }
        case .removal(let number):
            guard media.indices.contains(number - 1) else { throw ExecutionRefusal(.stale) }
            media.remove(at: number - 1)
        }
        var next = self
        next.operations[place].media =
            media.isEmpty ? nil : media.enumerated().map { place, medium in medium.numbered(place + 1) }
        return next
    }
}

extension OperationSegment.Medium {
    /// The same at another place.
    fileprivate func numbered(_ number: Int) -> OperationSegment.Medium {
        OperationSegment.Medium(
            number: number,
            title: title,
            alternative: alternative,
            mediaType: mediaType,
            byteCount: byteCount,
            width: width,
            height: height,
            hash: hash,
            attachment: attachment
        )
    }
}
