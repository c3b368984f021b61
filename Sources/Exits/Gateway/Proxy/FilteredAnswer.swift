internal import Boundary
internal import Classification
internal import HTTPSession
internal import PlantModel

/// An answer of a system as whoever asked may have it, made as it comes: record by record, with the room of a few of them however long it is. No more of it is taken
/// from the system than the client reads.
///
/// Records come in the order of the answer, each under the label of its program, each release recorded. What is no record of the flow does not leave and does not show: neither in number
/// nor in what is answered.
actor FilteredAnswer {
    /// How an answer begins.
    enum Beginning {
        /// It is short: all of it. The banner is of what is in it.
        case whole([UInt8], banner: String, isEmpty: Bool)
        /// There is more: see ``FilteredAnswer/next()``. The banner is of all that the flow may carry, since it is said before the rest is known.
        case part(banner: String)
    }

    /// Bytes of what leaves that are kept before the answer is begun: so much of it is refused as a whole where it is not understood.
    static let headBytesMax = 64 << 10
    /// Records that are put in order together.
    private static let windowMax = 1_000
    /// How long records are gathered for one release.
    private static let moment = Duration.milliseconds(5)
    /// How long an answer may take.
    private static let longest = Duration.seconds(3_600)

    private let flow: CarriedFlow
    private let content: AwaitedContent
    private let gateway: Gateway
    private let channel: Connector
    /// Is told what was read and sent since it was told last.
    private let tell: @Sendable (AnswerTally) async -> Void
    private let deadline = ContinuousClock.now + longest
    private var reader: any RecordReader
    private var exit: MessageExit
    private var tally = AnswerTally()
    private var undeclared: [String: Int] = [:]
    private var place = 0
    private var sent = 0
    private var first: [UInt8]?
    private var announced = Label.unrestricted
    private var isRead = false
    private var isOver = false
    /// What went wrong after what was read last, which leaves before it is told.
    private var held: (any Error)?

    init(
        _ flow: CarriedFlow,
        from content: HTTPContent,
        by gateway: Gateway,
        through channel: Connector,
        tell: @escaping @Sendable (AnswerTally) async -> Void
    ) {
        self.flow = flow
        self.content = AwaitedContent(content)
        self.gateway = gateway
        self.channel = channel
        self.tell = tell
        reader = flow.format.answerReader()
        exit = MessageExit(
            flow,
            through: channel,
            of: gateway.hull.boundary,
            clock: gateway.clock,
            scanner: gateway.scanner
        )
    }

    /// The beginning of it.
    /// - Throws: `otherSchema` where the answer is none of the flow's, `noPeer`, `noAnswer`.
    func begin() async throws -> Beginning {
        tally.answers = 1
        while !isRead, exit.collectedBytes <= Self.headBytesMax { try await take() }
        // By what leaves alone: how much came with the last of it would tell of what does not.
        if exit.collectedBytes <= Self.headBytesMax {
            exit.compose()
            isOver = true
            let bytes = try leaving()
            await report()
            return .whole(
                bytes ?? flow.format.frame.empty,
                banner: exit.message?.marking.first ?? "",
                isEmpty: bytes == nil
            )
        }
        let bound = try gateway.bound(of: flow)
        announced = bound.label
        exit.compose(isFirst: true, isLast: false)
        first = try leaving()
        await report()
        return .part(banner: bound.banner)
    }

    /// The next bytes of it; none where nothing of what came leaves, nil at its end.
    /// - Throws: where the rest is not understood or does not come. It is told and recorded, and the answer is to break off.
    func next() async throws -> [UInt8]? {
        if let first {
            self.first = nil
            return first
        }
        guard !isOver else { return nil }
        do {
            guard !isRead else {
                isOver = true
                return flow.format.frame.closing
            }
            try await take()
            guard exit.label.isAtMost(announced) else {
                throw GatewayRefusal(.noAnswer, "the flow carries more than when the answer began; ask again")
            }
            exit.compose(isFirst: false, isLast: false)
            let bytes = try leaving() ?? []
            await report()
            return bytes
        } catch {
            isOver = true
            // Whoever asked is gone: there is nobody to break off for.
            if !Task.isCancelled { await breakOff(error) }
            throw error
        }
    }

    private func leaving() throws -> [UInt8]? {
        guard let message = exit.message else { return nil }
        tally.sent += message.recordCount
        sent += message.recordCount
        return try exit.bytes(of: message)
    }

    // MARK: Reading

    /// Reads on and releases what is read. A system may send each record by itself, and each release waits for the disk: so many as one event records are
    /// released together, or as come within a moment of the first. What came is not kept until more comes, nor lost where that goes wrong.
    private func take() async throws {
        if let held { throw held }
        var pieces = try await read()
        let end = ContinuousClock.now + Self.moment
        do {
            while !isRead, pieces.count < TakenBatch.recordsMax, let more = try await read(until: end) {
                pieces += more
            }
        } catch {
            guard !pieces.isEmpty, !Task.isCancelled else { throw error }
            held = error
        }
        for start in stride(from: 0, to: pieces.count, by: Self.windowMax) {
            try await release(pieces[start..<min(start + Self.windowMax, pieces.count)])
        }
    }

    private func read() async throws -> [ReadPiece] {
        guard ContinuousClock.now < deadline else {
            throw GatewayRefusal(.noPeer, "an answer takes longer than an hour; have the system divide it")
        }
        let bytes: [UInt8]?
        do throws(HTTPFault) {
            bytes = try await content.next()
        } catch {
            throw GatewayRefusal(.noPeer, error.description)
        }
        return try pieces(bytes)
    }

    /// What comes until then; nil where nothing does.
    private func read(until moment: ContinuousClock.Instant) async throws -> [ReadPiece]? {
        let arrival: AwaitedContent.Arrival
        do throws(HTTPFault) {
            arrival = try await content.next(until: moment)
        } catch {
            throw GatewayRefusal(.noPeer, error.description)
        }
        switch arrival {
        case .piece(let bytes): return try pieces(bytes)
        case .end: return try pieces(nil)
        case .notYet:
            try Task.checkCancellation()
            return nil
        }
    }

    private func pieces(_ bytes: [UInt8]?) throws -> [ReadPiece] {
        guard let bytes else {
            // It is read once its end was understood: what is cut short is told by the next one who asks, and not taken for whole.
            let last = try reader.finish()
            isRead = true
            return last
        }
        return try reader.append(bytes[...])
    }

    private func release(_ pieces: ArraySlice<ReadPiece>) async throws {
        var batches: [String: [(place: Int, record: TakenRecord)]] = [:]
        for piece in pieces {
            place += 1
            tally.records += 1
            guard case .record(let record, let program) = try RecordMapping(flow).map(piece, in: gateway),
                gateway.places[program] != nil
            else {
                tally.deadLetters += 1
                continue
            }
            batches[program, default: []].append((place, record))
        }
        guard flow.passesAnything else { return }
        for (program, records) in batches.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: records.count, by: TakenBatch.recordsMax) {
                let part = records[start..<min(start + TakenBatch.recordsMax, records.count)]
                var exit = exit
                try await gateway.release(
                    part.map(\.record),
                    of: program,
                    flow,
                    through: channel,
                    into: &exit,
                    at: part.map(\.place)
                )
                self.exit = exit
            }
        }
    }

    // MARK: Telling

    private func report() async {
        for (name, count) in reader.undeclared.counts where count != undeclared[name] {
            tally.undeclared[name] = count - (undeclared[name] ?? 0)
            undeclared[name] = count
        }
        tally.stopped = exit.stopped.count
        exit.forgetStopped()
        let told = tally
        tally = AnswerTally()
        await tell(told)
    }

    private func breakOff(_ error: any Error) async {
        let refusal = error as? GatewayRefusal ?? GatewayRefusal(.noAnswer, "\(error)")
        let words = "an answer broke off after \(sent) records: \(refusal.message)"
        tally.note(refusal.code, words)
        await report()
        do {
            try await gateway.recordBroken(refusal.code, words, of: flow)
        } catch {
            var told = AnswerTally()
            told.note(.noAnswer, "that an answer broke off is not on record: \(error)")
            await tell(told)
        }
    }
}
