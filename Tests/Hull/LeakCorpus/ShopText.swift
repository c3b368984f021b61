internal import SeededGeneration

/// Text of a shop floor that restricts nothing: operations, tools, findings.
enum ShopText {
    static func lines(_ count: Int, _ random: inout SeededGenerator) -> String {
        (0..<count).map { _ in line(&random) }.joined(separator: "\n")
    }

    private static let verbs = [
        "Mill", "Deburr", "Drill", "Ream", "Clean", "Inspect", "Torque", "Mask", "Bond", "Trim",
    ]
    private static let things = [
        "the spar flange", "all edges", "hole pattern B", "the bracket", "both lugs", "the outer skin", "the fitting",
        "the harness clamp",
    ]
    private static let ends = [
        "see drawing 827-9999-904 sheet 2", "use fixture 4 and the soft jaws", "check with gauge G-117",
        "tolerance 0.05 mm", "record the value in the traveler", "wipe with solvent, dry for ten minutes",
        "second operator verifies", "scrap goes to the red bin",
    ]

    private static func line(_ random: inout SeededGenerator) -> String {
        switch random.below(6) {
        case 0:
            "Lot L-\(10_000 + random.below(80_000)), qty \(1 + random.below(40)), location rack \(1 + random.below(30))."
        case 1:
            "Machine \(random.pick(["HURCO-4", "DMG-2", "OVEN-1"])) ran \(1 + random.below(9)).\(random.below(10)) h, spindle load \(20 + random.below(60)) %."
        default:
            "Op \(10 * (1 + random.below(30))): \(random.pick(verbs)) \(random.pick(things)), \(random.pick(ends))."
        }
    }
}
