internal import PlantModel

/// Moments as texts, in UTC.
package enum ClockText {
    /// The time of day of milliseconds since 1970: `14:05`.
    package static func timeOfDay(_ milliseconds: UInt64) -> String {
        let minutes = milliseconds / 60_000 % 1_440
        return "\(digits(minutes / 60, 2)):\(digits(minutes % 60, 2))"
    }

    /// To the millisecond, so that texts are in the order of time: `2026-11-24 13:05:02.120`.
    static func moment(_ milliseconds: UInt64) -> String {
        let day = Day(millisecondsSince1970: milliseconds)?.description ?? "9999-12-31"
        let (seconds, rest) = (milliseconds / 1_000 % 60, milliseconds % 1_000)
        return "\(day) \(timeOfDay(milliseconds)):\(digits(seconds, 2)).\(digits(rest, 3))"
    }

    /// Milliseconds since 1970 of `2026-11-24 14:05`, in UTC; nil for anything else, and for a moment before 1970.
    package static func milliseconds(ofMoment text: String) -> UInt64? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let day = Day(String(parts[0])), day.year >= 1970 else { return nil }
        let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 2,
            time.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = UInt64(time[0]), let minute = UInt64(time[1]), hour < 24, minute < 60
        else { return nil }
        return day.millisecondsSince1970 + (hour * 60 + minute) * 60_000
    }

    private static func digits(_ number: UInt64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
