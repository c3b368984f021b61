internal import PlantModel
public import Storage

/// How often something left, or was refused, under one label by one channel on one day.
public struct AccessTally: AnswerRecord {
    /// The day; the channel, empty where a command was refused; how many events, and how many records they were of; where it stands on a chart: the
    /// number of the day from the first one, and how dark, from 0 to 1 by the number of events alone, so that it tells nothing of another label; the
    /// programs of the label, since several may be marked alike.
    public static let shape = AnswerShape(
        "access-tally",
        [
            .init("day"), .init("channel"), .init("events", .integer), .init("records", .integer),
            .init("column", .integer), .init("shade", .real), .init("programs"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessTally>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }

    /// Darker by each third power of two.
    static func shade(_ events: Int) -> Double {
        switch events {
        case ...0: 0
        case 1: 0.2
        case ...3: 0.4
        case ...9: 0.6
        case ...29: 0.8
        default: 1
        }
    }
}

/// What is counted.
public struct TallyQuestion: Sendable {
    /// Days at most.
    public static let daysMax = 92

    /// How it ended.
    public let outcome: AccessEvent.Outcome
    /// The days, the first one first.
    let days: [String]

    /// A question about the days up to a moment, in milliseconds since 1970; days beyond ``daysMax`` are left out.
    public init(_ outcome: AccessEvent.Outcome, until now: UInt64, days: Int) {
        self.outcome = outcome
        let count = UInt64(min(max(1, days), Self.daysMax))
        self.days = (0..<count).reversed().compactMap { back in
            let (moment, isBefore) = now.subtractingReportingOverflow(back * 86_400_000)
            return isBefore ? nil : Day(millisecondsSince1970: moment)?.description
        }
    }
}
