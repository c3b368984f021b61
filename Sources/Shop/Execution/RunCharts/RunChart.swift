internal import Foundation
internal import Storage

/// Values of one characteristic in the order in which they were measured, as a chart of individuals: the mean, three sigma to both sides, and where the
/// Western Electric rules are met (Western Electric, Statistical Quality Control Handbook, 1956, section I B). Sigma is estimated from the mean moving
/// range of two neighbours, divided by d2 = 1.128.
struct RunChart: Sendable {
    /// What a rule says of the point at which it is met.
    enum Rule: String, CaseIterable, Sendable {
        case beyondThree = "beyond 3 sigma"
        case twoOfThree = "2 of 3 beyond 2 sigma"
        case fourOfFive = "4 of 5 beyond 1 sigma"
        case eight = "8 on one side"
    }

    let values: [Double]
    let mean: Double
    let sigma: Double
    /// Limits of the drawing, around all that is drawn.
    let scale: (low: Double, high: Double)

    /// The constant d2 of a range of two.
    static let rangeConstant = 1.128
    /// As many values as the longest of the rules looks at: of fewer, control limits would say what nobody knows yet.
    static let valuesMin = 8

    /// - Parameters:
    ///   - values: in their order.
    ///   - limits: of the characteristic, which are drawn too; nil for none.
    init(_ values: [Double], limits: (lower: Double?, upper: Double?)) {
        self.values = values
        mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
        sigma = ranges.isEmpty ? 0 : ranges.reduce(0, +) / Double(ranges.count) / Self.rangeConstant
        var drawn = values + [limits.lower, limits.upper].compactMap { $0 }
        if values.count >= Self.valuesMin { drawn += [mean - 3 * sigma, mean + 3 * sigma] }
        let (low, high) = (drawn.min() ?? 0, drawn.max() ?? 0)
        let margin = high > low ? (high - low) * 0.05 : 1
        scale = (low - margin, high + margin)
    }

    /// The upper and the lower control limit; nil of too few values.
    var control: (lower: Double, upper: Double)? {
        values.count < Self.valuesMin ? nil : (mean - 3 * sigma, mean + 3 * sigma)
    }

    /// The rules that a point meets, with those before it; none of too few values.
    func rules(at place: Int) -> [Rule] {
        guard control != nil, sigma > 0, values.indices.contains(place) else { return [] }
        func far(_ count: Int, of last: Int, beyond sigmas: Double) -> Bool {
            guard place + 1 >= last else { return false }
            let window = values[(place + 1 - last)...place].map { ($0 - mean) / sigma }
            guard let own = window.last, abs(own) > sigmas || sigmas == 0 else { return false }
            let side = own < 0 ? -1.0 : 1.0
            return window.count { $0 * side > sigmas } >= count
        }
        return Rule.allCases.filter { rule in
            switch rule {
            case .beyondThree: far(1, of: 1, beyond: 3)
            case .twoOfThree: far(2, of: 3, beyond: 2)
            case .fourOfFive: far(4, of: 5, beyond: 1)
            case .eight: far(8, of: 8, beyond: 0)
            }
        }
    }

    /// The height of the drawing.
    static let height = 300
    /// Its width.
    static let width = 1_000

    /// Where a value stands in the drawing, from its top.
    func row(of value: Double) -> Int64 {
        Int64((Double(Self.height) * (scale.high - value) / (scale.high - scale.low)).rounded())
    }

    /// Where a point stands in the drawing, from its left.
    func column(of place: Int) -> Int64 {
        let gaps = max(1, values.count - 1)
        return 20 + Int64(Double(Self.width - 40) * Double(place) / Double(gaps))
    }

    /// Digits of a computed value.
    static func digits(_ value: Double) -> String {
        String(format: "%.4f", locale: Locale(identifier: "en_US_POSIX"), value)
    }
}

/// A number that was measured, as it is computed with.
enum MeasuredNumber {
    static func number(_ value: ViewValue) -> Double? {
        if case .text(let text) = value { Double(text) } else { nil }
    }
}
