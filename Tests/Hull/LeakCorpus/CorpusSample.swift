/// What a file of the corpus is made to hold: a marking, or something that looks like one.
public struct CorpusSample: Sendable {
    /// What is to be found.
    public enum Detector: String, CaseIterable, Sendable {
        case banner, bareCUI, portion, designationBlock, distributionStatement, exportWarning, exportEntry
        case rightsLegend, proprietaryLegend, legacy, classified, contradiction
    }

    /// Nil for a look-alike, in which nothing is to be found.
    public let detector: Detector?
    /// As it is written, a line each.
    public let lines: [String]
    /// What it restricts, as scheme and value; none where only that it restricts counts.
    public let restrictions: [(scheme: String, value: String)]
    /// Whether it is a banner of the grammar, whose fields tables spread over cells.
    public let isBanner: Bool
    /// Whether it marks in small letters too.
    public let marksInSmallLetters: Bool

    /// The lines in one.
    public var text: String { lines.joined(separator: "\n") }

    package init(
        _ detector: Detector?,
        _ lines: [String],
        _ restrictions: [(scheme: String, value: String)] = [],
        isBanner: Bool = false,
        marksInSmallLetters: Bool = true
    ) {
        (self.detector, self.lines, self.restrictions) = (detector, lines, restrictions)
        (self.isBanner, self.marksInSmallLetters) = (isBanner, marksInSmallLetters)
    }

    /// The banner of `integration.md` 5.3.
    public static let ofFacts = CorpusSample(
        .banner,
        ["CUI//SP-CTI//NOFORN"],
        [("cui", "SP-CTI"), ("dissemination", "NOFORN")],
        isBanner: true
    )
}
