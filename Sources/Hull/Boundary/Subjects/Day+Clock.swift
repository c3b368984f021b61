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
    /// The beginning of the day, in UTC; 0 before 1970.
    package var millisecondsSince1970: UInt64 {
        // As above, from the date to the count of days.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
        return days < 0 ? 0 : UInt64(days) * 86_400_000
    }
}
