/// What a plant's files may hold at most. The limits are far above any real plant and far below what would exhaust a machine.
enum Limits {
    /// The longest file, in bytes; it is compared before anything is read.
    static let fileBytesMax = 16 << 20
    /// All files of one plant together, in bytes.
    static let totalBytesMax = 64 << 20
    /// Files of one plant.
    static let filesMax = 256
    /// How deep files include one another.
    static let includeDepthMax = 8
    /// Values in all files together, each use of an alias counted as if it were written out.
    static let valuesMax = 1_000_000
    /// How deep values nest. The format itself needs 9.
    static let depthMax = 64
    /// Rows of one table.
    static let rowsMax = 20_000
    /// Columns of one table.
    static let columnsMax = 200
    /// Errors that are listed; the rest is counted.
    static let problemsMax = 500
    /// Duplicate keys that are looked for in one file; a library that stops at the first has to be asked again for each.
    static let duplicateKeysMax = 20
    /// The longest id, in characters.
    static let identifierLengthMax = 64
    /// The longest text, in characters.
    static let textLengthMax = 2_000
    /// The longest policy text, in characters.
    static let policyLengthMax = 65_536

    /// The longest duration: one year, in hours.
    static let hoursMax = 8_784
    /// The longest duration: one year, in minutes.
    static let minutesMax = hoursMax * 60
    /// The longest wait for an answer: ten minutes.
    static let latencyMsMax = 600_000
    /// Capacity of a work center or environment, in hours per week: about 6,000 machines round the clock.
    static let hoursPerWeekMax = 1_000_000
    /// Prices, in the plant's currency.
    static let costMax = 1_000_000_000
    /// Weights, in points.
    static let weightMax = 1_000_000
    /// Days: a century.
    static let daysMax = 36_500
    /// Weeks: twenty years.
    static let weeksMax = 1_040
    /// Instances of one environment.
    static let instancesMax = 1_000
    /// Counts of no other kind.
    static let countMax = 1_000_000
}
