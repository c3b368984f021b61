public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// Which way a genealogy is followed.
public enum GenealogyDirection: Sendable, CaseIterable {
    /// What went into it.
    case down
    /// What it went into: where used.
    case up
}

/// A genealogy as far as the asker may see it.
public struct Genealogy<Way: Channel>: ~Copyable, Sendable {
    /// Whether the ends were reached; false where a bound cut it off.
    public let isComplete: Bool
    private let release: Release<Way>

    init(_ release: consuming Release<Way>, isComplete: Bool) {
        self.release = release
        self.isComplete = isComplete
    }

    /// The edges, nearest first.
    public consuming func edges() -> Release<Way> { release }
}

extension Execution {
    /// The edges of a genealogy to any depth, nearest first, as far as the asker may see: an edge that is hidden leads nowhere.
    /// - Parameters:
    ///   - item: a unit or a lot.
    ///   - limit: edges at most.
    public func genealogy<Way: Channel>(
        of item: RecordID,
        _ direction: GenealogyDirection,
        limit: Int = 1_000,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Genealogy<Way> {
        do throws(AccessRefusal) {
            let found = try hull.boundary.follow(
                Consumption.self,
                from: [item.aggregate],
                along: direction == .down
                    ? RecordTrail(from: "unit", to: "item") : RecordTrail(from: "item", to: "unit"),
                limit: limit,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            let release = try await hull.boundary.release(
                found.records,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            return Genealogy(release, isComplete: found.isComplete)
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
