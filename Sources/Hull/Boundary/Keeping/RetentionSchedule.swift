public import Journal
public import PlantModel

/// What a program owes in keeping and destroying its records, and what follows for one of them.
public struct RetentionSchedule: Hashable, Sendable {
    /// Duties to keep.
    public let retain: [RetentionDuty]
    /// Duties to destroy.
    public let purge: [RetentionDuty]

    /// What follows for a record from the days on which its events took place: of an event that took place more than once, the latest.
    public func verdict(_ triggers: [String: Day], holds: [AggregateID] = [], on day: Day) -> RetentionVerdict {
        let ends = retain.map { RetentionVerdict.End(duty: $0, day: $0.end(triggers, rounding: .later)) }
        let due = purge.map { RetentionVerdict.End(duty: $0, day: $0.end(triggers, rounding: .sooner)) }
        let retained = ends.filter { $0.day.map { day <= $0 } ?? true }
        // A clash is what cannot be kept both ways: destroying comes due before keeping ends, or nobody knows which comes first.
        let clashes = due.flatMap { purge in
            ends.filter { keep in
                guard let due = purge.day, let end = keep.day else { return true }
                return due <= end
            }.map { RetentionVerdict.Clash(retain: $0, purge: purge) }
        }
        return RetentionVerdict(
            ends: ends,
            due: due,
            retainedBy: retained.map(\.duty),
            holds: holds,
            clashes: clashes
        )
    }
}

/// Whether a record has to be kept, by what, and where keeping and destroying clash.
public struct RetentionVerdict: Hashable, Sendable {
    /// When a duty ends or comes due; nil where that is not known.
    public struct End: Hashable, Sendable {
        /// The duty.
        public let duty: RetentionDuty
        /// Its last day.
        public let day: Day?
    }

    /// A duty to keep against a duty to destroy. It is never settled in silence.
    public struct Clash: Hashable, Sendable, CustomStringConvertible {
        /// The duty to keep.
        public let retain: End
        /// The duty to destroy.
        public let purge: End

        /// What clashes and which ways there are out.
        public var description: String {
            """
            \(purge.duty) asks to destroy \(purge.day.map { "by \($0)" } ?? "on a day that is not known") what \(retain.duty) asks to keep \
            \(retain.day.map { "until \($0)" } ?? "until a day that is not known"); ways out: have what has to be kept exempted, \
            return it to the customer to keep, shred content and keep the proof, or change a period
            """
        }
    }

    /// When each duty to keep ends.
    public let ends: [End]
    /// When each duty to destroy comes due.
    public let due: [End]
    /// The duties that keep it today.
    public let retainedBy: [RetentionDuty]
    /// The legal holds on it, by the ids under which the journal has them.
    public let holds: [AggregateID]
    /// Where duties clash.
    public let clashes: [Clash]

    /// Whether a duty keeps it: one that has not ended, or whose end is not known.
    public var isRetained: Bool { !retainedBy.isEmpty }
    /// Whether a hold is on it.
    public var isHeld: Bool { !holds.isEmpty }

    /// The last day on which any duty keeps it: the latest counts. Nil where one of the ends is not known, or where nothing keeps it.
    public var keptUntil: Day? {
        let days = ends.map(\.day)
        return days.contains(nil) ? nil : days.compactMap(\.self).max()
    }
}
