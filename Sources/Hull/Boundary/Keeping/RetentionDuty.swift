internal import PlantModel

/// A duty to keep records, or to destroy them, with its quantity.
public struct RetentionDuty: Hashable, Sendable, CustomStringConvertible {
    /// A count of calendar units, or the life of the product.
    public enum Span: Hashable, Sendable, CustomStringConvertible {
        /// So many days.
        case days(Int)
        /// So many months.
        case months(Int)
        /// So many years.
        case years(Int)
        /// Until the product is out of service.
        case life

        /// Reads `90d`, `12m`, `10y` or `life`; nil for anything else, or for more than a century.
        init?(_ text: String) {
            if text == "life" {
                self = .life
                return
            }
            guard let unit = text.last, let count = Int(text.dropLast()), count >= 0, text.first != "+" else {
                return nil
            }
            switch unit {
            case "d" where count <= 36_525: self = .days(count)
            case "m" where count <= 1_200: self = .months(count)
            case "y" where count <= 100: self = .years(count)
            default: return nil
            }
        }

        /// As it is written.
        public var description: String {
            switch self {
            case .days(let count): "\(count)d"
            case .months(let count): "\(count)m"
            case .years(let count): "\(count)y"
            case .life: "life"
            }
        }
    }

    /// The obligation's id.
    public let id: String
    /// Where it is written.
    public let cite: String
    /// How long; nil where the obligation's quantity cannot be read, which means keep.
    public let span: Span?
    /// The event that it runs from, such as `delivery`.
    public let trigger: String

    /// Its id, quantity and cite.
    public var description: String { "\(id) (\(span.map(\.description) ?? "?") from \(trigger), \(cite))" }

    /// The last day of the span; nil where the event is not known.
    ///
    /// A day that its month does not have counts as the first of the next month for keeping, which is longer, and as the last of the
    /// month for destroying, which is sooner.
    func end(_ triggers: [String: Day], rounding: Rounding) -> Day? {
        guard let span else { return nil }
        if span == .life { return triggers["outOfService"] ?? triggers["endOfLifetime"] }
        guard let start = Self.start(trigger, triggers) else { return nil }
        return switch span {
        case .days(let count): start.adding(days: count)
        case .months(let count): start.adding(months: count, rounding)
        case .years(let count): start.adding(months: count * 12, rounding)
        case .life: nil
        }
    }

    /// The end of a calendar year follows from the transaction.
    private static func start(_ trigger: String, _ triggers: [String: Day]) -> Day? {
        if let known = triggers[trigger] { return known }
        guard trigger == "calendarYearEnd", let transaction = triggers["transaction"] else { return nil }
        return Day(year: transaction.year, month: 12, day: 31)
    }
}

/// Where a day is put that its month does not have.
enum Rounding {
    case later, sooner
}

extension Day {
    /// Nil after 2999.
    func adding(days: Int) -> Day? {
        var day = self
        for _ in 0..<days {
            guard let next = day.next else { return nil }
            day = next
        }
        return day
    }

    /// Nil after 2999.
    func adding(months: Int, _ rounding: Rounding) -> Day? {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        if let day = Day(year: year, month: month, day: day) { return day }
        switch rounding {
        case .later:
            return month == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: month + 1, day: 1)
        case .sooner: return (28..<day).reversed().lazy.compactMap { Day(year: year, month: month, day: $0) }.first
        }
    }

    private var next: Day? {
        Day(year: year, month: month, day: day + 1)
            ?? (month == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: month + 1, day: 1))
    }
}
