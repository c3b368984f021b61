import Testing

@testable import Boundary

@Suite("The time within which something has to be reported is read from the obligation")
struct ReportingDutyTests {
    @Test("hours and days, to the hour", arguments: [("72h", 72), ("60d", 1_440), ("0h", 0), ("87660h", 87_660)])
    func read(text: String, hours: UInt64) {
        #expect(ReportingDuty.hours(text) == hours)
    }

    @Test(
        "what is no time is none, so that it is due at once",
        arguments: [
            "", "h", "72", "72 h", "+72h", "-1h", "1.5h", "72H", "1w", "0x10h", "87661h", "3654d",
            "18446744073709551616h", "７２h",
            "72h\n",
        ]
    )
    func none(text: String) {
        #expect(ReportingDuty.hours(text) == nil)
    }

    @Test(
        "a moment is written as day, hour and minute in UTC",
        arguments: [("1970-01-01 00:00", 0), ("1970-01-02 01:01", 90_060_000), ("2026-11-26 14:05", 1_795_701_900_000)]
    )
    func moments(text: String, milliseconds: UInt64) {
        #expect(ClockText.milliseconds(ofMoment: text) == milliseconds)
        #expect(ClockText.moment(milliseconds).hasPrefix(text))
    }

    @Test(
        "what is no moment is none",
        arguments: [
            "", "2026-11-26", "2026-11-26 24:00", "2026-11-26 1:05", "2026-02-30 10:00", "1969-12-31 23:59",
            "2026-11-26T14:05", "2026-11-26 14:05:00",
        ]
    )
    func noMoments(text: String) {
        #expect(ClockText.milliseconds(ofMoment: text) == nil)
    }
}
