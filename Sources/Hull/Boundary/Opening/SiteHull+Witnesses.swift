internal import Journal
internal import Storage
internal import Synchronization

// Witnesses remember how far each log had come and what it was then: what is behind them, or has another beginning, is not written.
extension SiteHull {
    /// What the witnesses of a log remember, in words.
    func witnesses(of compartment: CompartmentName) -> String {
        let sizes = state.withLock { $0.witnessed[compartment] } ?? []
        return sizes.isEmpty
            ? "none was named when this instance was started"
            : "\(sizes.count), which cosigned at least \(sizes.min() ?? 0) entries"
    }

    /// Has every witness hold a log against what it remembers.
    /// - Parameter log: opens it; not done where there are no witnesses.
    /// - Throws: as `CompartmentLog.confirmed`.
    func confirmed(_ name: CompartmentName, _ log: () throws -> CompartmentLog) async throws
        -> CompartmentLog.Trust
    {
        var trust = CompartmentLog.Trust()
        guard !opening.witnesses.isEmpty else { return trust }
        let log = try log()
        for witness in opening.witnesses {
            trust.witnessed.append(try await log.confirmed(by: witness))
            trust.witnesses.append(witness.verifier)
        }
        let sizes = trust.witnessed.map { Self.size(of: $0) }
        state.withLock { $0.witnessed[name] = sizes }
        return trust
    }

    private static func size(of note: SignedNote) -> UInt64 { (try? Checkpoint(text: note.text).size) ?? 0 }

    /// Hands the heads of logs that have grown to the witnesses. A log of which one remembers more than there is, or something else, is written by somebody
    /// else as well, or was changed beneath: its compartment is closed.
    /// - Returns: what was not cosigned, each with the reason; the next call tries it again.
    public func handHeads() async -> [UnwitnessedLog] {
        var left: [UnwitnessedLog] = []
        for name in compartments {
            for place in opening.witnesses.indices {
                guard let error = await headProblem(of: name, at: place) else { continue }
                let isAtOdds = [.behindWitness, .forked].contains((error as? JournalError)?.code)
                left.append(UnwitnessedLog(name: name, reason: "\(error)", isClosed: isAtOdds))
                guard isAtOdds else { continue }
                await close(name)
                state.withLock { $0.closed[name] = ClosedCompartment(name: name, error) }
                break
            }
        }
        return left
    }

    /// Waiting in a `catch` does not get through the optimizer of Swift 6.3.
    private func headProblem(of name: CompartmentName, at place: Int) async -> (any Error)? {
        do {
            try await handHead(of: name, to: place)
            return nil
        } catch {
            return error
        }
    }

    private func handHead(of name: CompartmentName, to place: Int) async throws {
        let log = try writer(of: name).log
        let known = state.withLock { $0.witnessed[name]?[place] } ?? 0
        guard try log.store.head().size != known else { return }
        let size = Self.size(of: try await log.confirmed(by: opening.witnesses[place], from: known))
        state.withLock { $0.witnessed[name]?[place] = size }
    }
}
