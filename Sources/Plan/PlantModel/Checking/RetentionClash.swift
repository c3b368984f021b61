/// A duty to keep a program's records against a duty to destroy them. It is reported with the ways out, never settled in silence.
///
/// Flowdowns of the plant file are compared when the plant is loaded; duties of the catalogue by whoever evaluates it.
struct RetentionClash: Sendable, Equatable {
    /// A duty and what it rests on.
    struct Duty: Sendable, Equatable {
        /// The flowdown's or the obligation's id.
        let id: String
        /// Its cite.
        let cite: String?
        /// For how long.
        let period: Period
        /// What it runs from.
        let trigger: Plant.Flowdown.Trigger
        /// Where it is written.
        let place: SourcePlace

        /// Makes a duty.
        init(id: String, cite: String?, period: Period, trigger: Plant.Flowdown.Trigger, place: SourcePlace) {
            self.id = id
            self.cite = cite
            self.period = period
            self.trigger = trigger
            self.place = place
        }
    }

    /// The duty to keep.
    let retain: Duty
    /// The duty to destroy or return.
    let purge: Duty

    /// The duties of a program's own flowdowns.
    static func duties(of program: Plant.Program) -> (retain: [Duty], purge: [Duty]) {
        func duty(_ flowdown: Plant.Flowdown, _ keeping: Plant.Flowdown.Keeping?) -> Duty? {
            keeping.map {
                Duty(id: flowdown.id, cite: flowdown.cite, period: $0.period, trigger: $0.trigger, place: $0.place)
            }
        }
        return (
            program.flowdowns.compactMap { duty($0, $0.retain) }, program.flowdowns.compactMap { duty($0, $0.purge) }
        )
    }

    /// Every pair that can clash: of different triggers, of which nobody knows which comes first, or of one trigger with a purge that
    /// is due before the retention ends.
    static func clashes(among duties: (retain: [Duty], purge: [Duty])) -> [RetentionClash] {
        duties.purge.flatMap { purge in
            duties.retain.filter { !fits($0, purge) }.map { RetentionClash(retain: $0, purge: purge) }
        }
    }

    private static func fits(_ retain: Duty, _ purge: Duty) -> Bool {
        guard retain.trigger == purge.trigger else { return false }
        if let kept = months(retain.period), let destroyed = months(purge.period) { return kept <= destroyed }
        guard let kept = days(retain.period, longest: true), let destroyed = days(purge.period, longest: false) else {
            return false
        }
        return kept <= destroyed
    }

    private static func months(_ period: Period) -> Int? {
        switch period {
        case .months(let count): count
        case .years(let count): count * 12
        case .days, .life: nil
        }
    }

    /// A bound of a period in days: months have 28 to 31 of them, years 365 or 366.
    private static func days(_ period: Period, longest: Bool) -> Int? {
        switch period {
        case .days(let count): count
        case .months(let count): count * (longest ? 31 : 28)
        case .years(let count): count * (longest ? 366 : 365)
        case .life: nil
        }
    }

    /// What clashes and which ways there are out.
    func message(program: String) -> String {
        "\(purge) asks to destroy records of '\(program)' that \(retain) asks to keep; ways out: \(RetentionClash.waysOut)"
    }

    fileprivate static let waysOut =
        "have what has to be kept exempted, return it to the customer to keep, shred content and keep the proof, or change a "
        + "period"
}

extension RetentionClash.Duty: CustomStringConvertible {
    /// Its id with period, trigger and cite.
    var description: String {
        "'\(id)' (\(period) from \(trigger.rawValue)\(cite.map { ", \($0)" } ?? ""))"
    }

    /// A duty to destroy where no flowdown asks to keep: regulations and standards ask it all the same.
    func messageAgainstRegulations(program: String) -> String {
        "\(self) asks to destroy records of '\(program)', while regulations and standards ask to keep some (22 CFR 122.5, "
            + "15 CFR 762.6, AS9100D 7.5.3, 21 CFR 820.35); ways out: \(RetentionClash.waysOut)"
    }
}
