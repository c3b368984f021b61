import Classification
import SeededGeneration

/// A page as a deployment writes it: banner, designation block, notices, and a paragraph with its portion mark.
func markedPage(_ marking: Marking) -> String {
    var parts: [String] = []
    if let banner = marking.banner { parts.append(banner) }
    if !marking.designationBlock.isEmpty { parts.append(marking.designationBlock.joined(separator: "\n")) }
    parts += marking.notices
    parts.append(marking.portionMark + " The spar is machined from one plate.")
    return parts.joined(separator: "\n\n") + "\n"
}

/// Labels that a marking writes without loss, drawn by seed.
struct MarkableLabels {
    let schemes: Schemes
    var generator: SeededGenerator

    private mutating func some<T>(_ values: [T], upTo count: Int) -> [T] {
        (0..<Int.random(in: 0...count, using: &generator)).compactMap { _ in values.randomElement(using: &generator) }
    }

    private mutating func oneOf(_ chances: Int) -> Bool { Int.random(in: 0..<chances, using: &generator) == 0 }

    /// - Parameter categories: as labels carry them.
    mutating func next(categories: [String]) throws -> Label {
        var restrictions = some(categories, upTo: 4).map { Restriction("cui", $0) }
        if oneOf(3) {
            let foreign = some(["AU", "GB", "CA", "NZ", "JP", "DE"], upTo: 3)
            restrictions += (foreign + ["US"]).map { Restriction("releasableTo", $0) }
            restrictions += [Restriction("dissemination", "REL TO")]
            if foreign.isEmpty { restrictions.removeAll { $0.scheme != "cui" } }
        } else if oneOf(2) {
            restrictions.append(Restriction("dissemination", "NOFORN"))
        } else if oneOf(3) {
            restrictions.append(Restriction("dissemination", "DISPLAY ONLY"))
        }
        restrictions += some(["FED ONLY", "FEDCON", "NOCON", "DL ONLY", "UK EYES ONLY"], upTo: 2).map {
            Restriction("dissemination", $0)
        }
        if oneOf(2) {
            restrictions += some(["A", "B", "C", "D", "E", "F"], upTo: 1).map { Restriction("distribution", $0) }
        }
        if oneOf(2) {
            let regimes = Set(some(["ITAR", "EAR", "EU", "UK"], upTo: 3))
            restrictions += regimes.sorted().map { Restriction("regimes", $0) }
            if regimes.contains("ITAR") {
                restrictions += some(["VIII(i)", "IX(a)(1)", "XXI", "VIII(h)(12)"], upTo: 2).map {
                    Restriction("usml", $0)
                }
            }
            if regimes.contains("EAR") {
                restrictions += some(["9E610", "9E991", "3A611.a.1", "1E001"], upTo: 2).map { Restriction("eccn", $0) }
            }
        }
        restrictions += some(["defense-prime", "Example Aero", "x7"], upTo: 2).map { Restriction("owner", $0) }
        restrictions += some(
            ["limited", "restricted", "governmentPurpose", "specifiedLimitation", "commercial"],
            upTo: 2
        )
        .map { Restriction("rights", $0) }
        if oneOf(6) { restrictions.append(Restriction("ukTier", "OFFICIAL-SENSITIVE")) }
        return try schemes.label(restrictions)
    }

    static let facts = DesignationFacts(
        controlledBy: ["Example Aerostructures", "Export Office"],
        pointOfContact: "export@example.com",
        distributions: ["B", "C", "D", "E", "F"].map {
            .init(
                statement: $0,
                reason: $0 == "F" ? nil : "Critical Technology",
                date: "15 January 2026",
                controllingOffice: "AFLCMC/WWD"
            )
        },
        contract: .init(
            number: "FA8615-26-C-0001",
            contractor: "Example",
            address: "Wichita, KS",
            expiration: "2031-03-02",
            license: "L-7"
        ),
        disseminationList: ["A. Reader", "B. Writer"]
    )
}
