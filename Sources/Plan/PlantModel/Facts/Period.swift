/// How long something has to be kept, or may be: a count of calendar units, or the life of the product.
public enum Period: Sendable, Hashable, CustomStringConvertible {
    /// So many days, written `90d`.
    case days(Int)
    /// So many calendar months, written `12m`.
    case months(Int)
    /// So many calendar years, written `10y`.
    case years(Int)
    /// For as long as the product is in service, written `life`.
    case life

    /// The longest count of each unit: about a century.
    static let countMax = (days: 36_500, months: 1_200, years: 100)

    /// Reads `90d`, `12m`, `10y` or `life`; nil if the text is anything else or beyond a century.
    public init?(_ text: some StringProtocol) {
        if text == "life" {
            self = .life
            return
        }
        guard let unit = text.last, let count = Int(text.dropLast()), count >= 1, text.first != "+" else { return nil }
        switch unit {
        case "d" where count <= Period.countMax.days: self = .days(count)
        case "m" where count <= Period.countMax.months: self = .months(count)
        case "y" where count <= Period.countMax.years: self = .years(count)
        default: return nil
        }
    }

    /// As it is written in a plant file.
    public var description: String {
        switch self {
        case .days(let count): "\(count)d"
        case .months(let count): "\(count)m"
        case .years(let count): "\(count)y"
        case .life: "life"
        }
    }
}
