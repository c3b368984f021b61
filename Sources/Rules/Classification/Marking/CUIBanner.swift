/// CUI categories and limited dissemination controls in the order in which a banner writes them.
///
/// 32 CFR 2002.20(b) and the CUI Registry's marking notes: the control marking, `//`, categories, `//`, limited dissemination controls;
/// specified categories, each with `SP-`, before basic ones; each group alphabetical, its members separated by `/`.
struct CUIBanner {
    /// Specified categories with `SP-`, then basic ones.
    let categories: [String]
    /// Limited dissemination controls as a banner writes them.
    let controls: [String]
    /// The same as a portion mark writes them: NOFORN is NF (CUI Registry, Limited Dissemination Controls).
    let portionControls: [String]
    /// Controls of the label that the CUI Registry does not list: national caveats.
    let caveats: [String]
    let problems: [MarkingProblem]

    private static let specifiedPrefix = "SP-"
    /// The limited dissemination controls of the CUI Registry that a label can carry, `REL TO` apart.
    private static let registered: Set<String> = ["NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "DISPLAY ONLY"]
    /// Controls that say to which foreign countries something may go; NOFORN leaves nothing of them.
    private static let foreign: Set<String> = ["DISPLAY ONLY"]

    init(_ label: Label) {
        // CUI Basic whose category nobody named is what is left when no category is written.
        let named = label.values(in: "cui")
        let all = named.subtracting([CUIRegistry.unnamedBasic])
        categories =
            all.filter { $0.hasPrefix(Self.specifiedPrefix) }.sorted()
            + all.filter { !$0.hasPrefix(Self.specifiedPrefix) }.sorted()
        let stated = label.values(in: "dissemination")
        var controls = stated.intersection(Self.registered)
        var problems: [MarkingProblem] = all == named ? [] : [.categoryUnnamed]
        var releasable: String?
        if let countries = Self.countries(label, stated: stated) {
            let foreign = countries.subtracting(["US"])
            for country in foreign.sorted() where CountryTrigraph.of(country) == nil {
                problems.append(.unknownCountry(country))
            }
            let trigraphs = foreign.compactMap(CountryTrigraph.of).sorted()
            if countries.isEmpty { problems.append(.noCommonCountry) }
            if trigraphs.isEmpty {
                controls.insert("NOFORN")
            } else {
                releasable = "REL TO " + (["USA"] + trigraphs).joined(separator: ", ")
            }
        }
        // Whoever may not give it to any foreigner may not give it to these.
        if controls.contains("NOFORN") {
            controls.subtract(Self.foreign)
            releasable = nil
        }
        self.controls = (Array(controls) + [releasable].compactMap { $0 }).sorted()
        portionControls = self.controls.map { $0 == "NOFORN" ? "NF" : $0 }
        caveats = stated.subtracting(Self.registered).subtracting(["REL TO"]).sorted()
        self.problems = problems
    }

    /// The countries that a label releases to; nil where it says nothing of them. `REL TO` without an audience admits none.
    private static func countries(_ label: Label, stated: Set<String>) -> Set<String>? {
        label.admitted(in: "releasableTo") ?? (stated.contains("REL TO") ? [] : nil)
    }

    /// `CUI//SP-CTI/SP-EXPT/PROPIN//NOFORN`. Basic categories are written although an agency may leave them out: a banner that does not
    /// name what it protects cannot be checked against its label.
    func line(_ control: String) -> String { line(control, controls) }

    /// The portion mark of the same; its control marking is always the acronym (32 CFR 2002.20(f)(3)(i)).
    var portion: String { "(" + line(MarkingProfile.ControlMarking.acronym.rawValue, portionControls) + ")" }

    private func line(_ control: String, _ controls: [String]) -> String {
        [control, categories.joined(separator: "/"), controls.joined(separator: "/")].filter { !$0.isEmpty }
            .joined(separator: "//")
    }

    /// Category abbreviations as a DoD designation block lists them: the registry's, without `SP-`, each once.
    var abbreviations: [String] {
        Set(
            categories.map {
                $0.hasPrefix(Self.specifiedPrefix) ? String($0.dropFirst(Self.specifiedPrefix.count)) : $0
            }
        ).sorted()
    }
}
