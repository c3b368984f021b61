internal import Storage

extension WriterState {
    /// Records commands in their order, as many to a flush as may share one, and answers each.
    mutating func record(_ commands: [WaitingCommand], limits: JournalWriter.Limits) {
        guard !commands.isEmpty else { return }
        var batch = BatchBuilder()
        // One question for all of them. What is recorded meanwhile is in the batch, or was answered in this call.
        let known: [UInt64?]
        do {
            known = try log.store.sequences(ofCommands: commands.map(\.command.id.bytes))
        } catch {
            for waiting in commands { waiting.answer.resume(throwing: stopped ?? JournalError(reading: error)) }
            return
        }
        var recorded: Set<CommandID> = []
        for (place, waiting) in commands.enumerated() {
            do {
                var first = known[place]
                if !recorded.insert(waiting.command.id).inserted {
                    flush(&batch)
                    first = try log.store.sequence(ofCommand: waiting.command.id.bytes)
                }
                guard let drafts = try admit(waiting, first, &batch, limits) else { continue }
                if batch.drafts.count + drafts.count > limits.batchMax
                    || batch.payloadBytes > JournalWriter.batchBytesMax
                {
                    flush(&batch)
                }
                batch.add(waiting, drafts)
            } catch {
                waiting.answer.resume(throwing: error)
            }
        }
        flush(&batch)
    }

    /// The drafts of a command; nil if it was answered from what it had recorded before.
    private mutating func admit(
        _ waiting: WaitingCommand,
        _ first: UInt64?,
        _ batch: inout BatchBuilder,
        _ limits: JournalWriter.Limits
    ) throws -> [EventDraft]? {
        if let stopped { throw stopped }
        let id = waiting.command.id
        if let first {
            waiting.answer.resume(returning: try repeated(id, try earlier(id, from: first)))
            return nil
        }
        let drafts: [EventDraft]
        switch waiting.command.decision {
        case .drafts(let given): drafts = given
        case .decide(let reads, let decide):
            if batch.concerns(reads) {
                flush(&batch)
                if let stopped { throw stopped }
            }
            drafts = try decide(JournalCommand.Context(views: try currentViews(), time: opening.now()))
        }
        guard (1...limits.commandEventsMax).contains(drafts.count) else {
            throw JournalError(
                .invalidDraft,
                "a command records 1 to \(limits.commandEventsMax) events, this one \(drafts.count)"
            )
        }
        try opening.admits?(drafts)
        return drafts
    }

    /// Commits a batch and answers all of it. A draft that cannot be written refuses its own command alone.
    mutating func flush(_ batch: inout BatchBuilder) {
        guard !batch.isEmpty else { return }
        let made = batch
        batch = BatchBuilder()
        do {
            answer(made, try commit(made.drafts))
        } catch .draft where made.parts.count > 1 {
            for var single in made.singles { flush(&single) }
        } catch {
            for part in made.parts { part.waiting.answer.resume(throwing: error.error) }
        }
    }

    private func answer(_ made: BatchBuilder, _ batch: LogBatch) {
        let first = batch.tip.size - UInt64(batch.events.count)
        let tree = TiledTree(tiles: BatchTiles(batch), size: batch.tip.size)
        for part in made.parts {
            part.waiting.answer.resume(
                returning: Receipt(
                    command: part.waiting.command.id,
                    sequences: (first + UInt64(part.drafts.lowerBound))..<(first + UInt64(part.drafts.upperBound)),
                    checkpoint: batch.checkpoint,
                    isRepeated: false
                ) { try InclusionProof(index: $0, size: tree.size, from: tree) }
            )
        }
    }
}
