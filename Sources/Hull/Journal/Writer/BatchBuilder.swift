/// Commands that share one flush.
struct BatchBuilder {
    struct Part {
        let waiting: WaitingCommand
        let drafts: Range<Int>
    }

    private(set) var parts: [Part] = []
    private(set) var drafts: [(draft: EventDraft, command: CommandID?)] = []
    private(set) var payloadBytes = 0
    /// What the drafts are about and what they change beside it: a decision that reads any of it waits for the flush.
    private(set) var aggregates: Set<AggregateID> = []

    var isEmpty: Bool { parts.isEmpty }

    mutating func add(_ waiting: WaitingCommand, _ new: [EventDraft]) {
        let start = drafts.count
        for (part, draft) in new.enumerated() {
            drafts.append((draft, waiting.command.id.part(part)))
            payloadBytes += draft.payload.count
            aggregates.insert(draft.aggregate)
            aggregates.formUnion(draft.touches)
        }
        parts.append(Part(waiting: waiting, drafts: start..<drafts.count))
    }

    /// Whether a decision that reads these would miss what is in this batch.
    func concerns(_ reads: Set<AggregateID>?) -> Bool {
        guard let reads else { return !isEmpty }
        return !aggregates.isDisjoint(with: reads)
    }

    /// Each command as a batch of its own.
    var singles: [BatchBuilder] {
        parts.map { part in
            var single = BatchBuilder()
            single.add(part.waiting, drafts[part.drafts].map(\.draft))
            return single
        }
    }
}
