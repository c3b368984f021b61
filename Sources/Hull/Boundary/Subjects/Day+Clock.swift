public import PlantModel

extension Day {
    /// The day of a moment, in UTC; nil after the year 2999, of which no plant can speak.
    public init?(millisecondsSince1970 milliseconds: UInt64) {
        guard milliseconds < 1 << 50 else { return nil }
        // Days of the civil calendar from a count of days, eras of 400 years beginning in March.
        let days = Int(milliseconds / 86_400_000) + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year: year, month: month, day: day)
    }
}
