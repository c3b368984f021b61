/// Cedar's `datetime`: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct DatetimeValue: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since the epoch.
    public let milliseconds: Int64

    /// A moment given in milliseconds since the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads `YYYY-MM-DD`, `YYYY-MM-DDThh:mm:ss` with `Z`, `.SSSZ`, `+hhmm` or `.SSS+hhmm` (or minus), on the proleptic
    /// Gregorian calendar.
    /// - Throws: a reason when the text has another form or names no real date or time.
    public init(parsing text: CedarString) throws(ExtensionParseError) {
        func fail(_ reason: String) -> ExtensionParseError {
            ExtensionParseError(type: "datetime", text: text, reason: reason)
        }
        let shape = "it must look like `2026-07-28`, `2026-07-28T09:30:00Z`, `2026-07-28T09:30:00.000+0200`"
        var scanner = ByteScanner(text.text)
        guard let year = scanner.number(digits: 4), scanner.skip("-"), let month = scanner.number(digits: 2),
            scanner.skip("-"),
            let day = scanner.number(digits: 2)
        else { throw fail(shape) }
        guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, year: year) else {
            throw fail("there is no such date")
        }
        var total = Self.daysSinceEpoch(year: year, month: month, day: day) * DurationValue.day
        if !scanner.isAtEnd {
            guard scanner.skip("T"), let hour = scanner.number(digits: 2), scanner.skip(":"),
                let minute = scanner.number(digits: 2), scanner.skip(":"), let second = scanner.number(digits: 2)
            else { throw fail(shape) }
            guard hour < 24, minute < 60, second < 60 else { throw fail("there is no such time of day") }
            total += hour * DurationValue.hour + minute * DurationValue.minute + second * DurationValue.second
            if scanner.skip(".") {
                guard let fraction = scanner.number(digits: 3) else { throw fail(shape) }
                total += fraction
            }
            if !scanner.skip("Z") {
                let east = scanner.skip("+")
                guard east || scanner.skip("-"), let hours = scanner.number(digits: 2),
                    let minutes = scanner.number(digits: 2)
                else { throw fail(shape) }
                guard hours < 24, minutes < 60 else {
                    throw fail("an offset is less than 24 hours, its minutes less than 60")
                }
                let offset = hours * DurationValue.hour + minutes * DurationValue.minute
                total += east ? -offset : offset
            }
            guard scanner.isAtEnd else { throw fail(shape) }
        }
        milliseconds = total
    }

    /// By time.
    public static func < (left: DatetimeValue, right: DatetimeValue) -> Bool { left.milliseconds < right.milliseconds }

    /// A Cedar expression of the moment; moments outside the years 0000 to 9999 as an offset from the epoch.
    public var description: String {
        literal.map { "datetime(\"\($0)\")" }
            ?? "datetime(\"1970-01-01\").offset(duration(\"\(milliseconds)ms\"))"
    }

    /// The text that ``init(parsing:)`` reads as this moment; nil outside the years 0000 to 9999.
    var literal: String? {
        let day = Self.floorDivide(milliseconds, DurationValue.day)
        let rest = timeOfDay.milliseconds
        let date = Self.date(daysSinceEpoch: day)
        guard (0...9999).contains(date.year) else { return nil }
        func pad(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        var text = "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
        if rest != 0 {
            text += "T\(pad(rest / DurationValue.hour, 2)):\(pad(rest / DurationValue.minute % 60, 2))"
            text += ":\(pad(rest / DurationValue.second % 60, 2)).\(pad(rest % 1000, 3))Z"
        }
        return text
    }
}
