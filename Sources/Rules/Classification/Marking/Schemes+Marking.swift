extension Schemes {
    /// Writes the marking of a label: a function of its arguments alone.
    ///
    /// The schemes named `cui`, `dissemination`, `releasableTo`, `distribution`, `regimes`, `usml`, `eccn`, `owner`, `rights` and
    /// `ukTier` are the ones that official markings write; what other schemes say (programs, flowdowns) decides access and is written
    /// nowhere, since the name of a program may itself be restricted.
    public func marking(
        of label: Label,
        profile: MarkingProfile,
        facts: DesignationFacts = DesignationFacts()
    ) -> Marking {
        // A contradiction between two versions of the schemes is as good as no label.
        if label.isSealed || label.schemes.contains(where: { label[$0] == .contradiction }) {
            return Marking(
                banner: "RESTRICTED TO ITS OWNER",
                portionMark: "(RESTRICTED TO ITS OWNER)",
                designationBlock: [],
                notices: ["What restricts this record is not known: it admits its owner alone."],
                problems: [.sealed]
            )
        }
        let cui = CUIBanner(label)
        let isCUI = label["cui"] != nil
        let statement = DistributionStatement.write(
            label,
            self,
            facts,
            controlled: isCUI || label["regimes"] != nil
        )
        var problems = cui.problems + statement.problems
        var notices = [statement.text].compactMap { $0 }
        notices += MarkingNotices.export(label)
        let rights = MarkingNotices.rights(label, facts)
        notices += rights.notices + MarkingNotices.proprietary(label)
        notices += MarkingNotices.national(label, caveats: cui.caveats)
        problems += rights.problems
        if cui.controls.contains("DL ONLY"), facts.disseminationList.isEmpty {
            problems.append(.disseminationListMissing)
        }
        guard isCUI else {
            if !cui.controls.isEmpty {
                problems.append(.controlsWithoutCUI(cui.controls))
                notices.append("Dissemination: \(cui.controls.joined(separator: ", ")).")
            }
            return Marking(
                banner: nil,
                portionMark: "(U)",
                designationBlock: [],
                notices: notices,
                problems: problems
            )
        }
        let designation = Designation(cui: cui, letter: statement.letter, facts: facts)
        switch profile {
        case .nara(let control):
            return Marking(
                banner: cui.line(control.rawValue),
                portionMark: cui.portion,
                designationBlock: designation.nara,
                notices: notices,
                problems: problems + designation.naraProblems
            )
        case .dod:
            return Marking(
                banner: MarkingProfile.ControlMarking.acronym.rawValue,
                portionMark: "(CUI)",
                designationBlock: designation.dod,
                notices: notices,
                problems: problems + designation.dodProblems
            )
        }
    }
}

/// The designation indicator of the first page.
private struct Designation {
    let cui: CUIBanner
    let letter: String?
    let facts: DesignationFacts

    private var controllers: [String] { facts.controlledBy.map { "Controlled by: \($0)" } }

    private var list: [String] {
        guard cui.controls.contains("DL ONLY"), !facts.disseminationList.isEmpty else { return [] }
        return ["Dissemination List: \(facts.disseminationList.joined(separator: "; "))"]
    }

    /// At the least who designated it (32 CFR 2002.20(d)); the list of DL ONLY with it (CUI Marking Handbook).
    var nara: [String] { controllers + list }

    var naraProblems: [MarkingProblem] { facts.controlledBy.isEmpty ? [.controllerMissing] : [] }

    /// Controlled by, CUI Category, Distribution/Dissemination Control, POC (DoDI 5200.48, 3.4.f). Distribution statement and dissemination
    /// controls are alternatives there; where a label carries both, both are written, since leaving one out would widen the audience.
    var dod: [String] {
        let controls = (letter.map { ["Distribution Statement \($0)"] } ?? []) + cui.controls
        let names = cui.abbreviations
        let category = names.isEmpty ? [] : ["CUI Category: \(names.joined(separator: ", "))"]
        let control =
            controls.isEmpty ? [] : ["Distribution/Dissemination Control: \(controls.joined(separator: "; "))"]
        return controllers + category + control + list + (facts.pointOfContact.map { ["POC: \($0)"] } ?? [])
    }

    /// Categories of technical information, which take a distribution statement in place of a dissemination control.
    private static let technical: Set<String> = ["CTI", "EXPT"]

    var dodProblems: [MarkingProblem] {
        var problems = naraProblems
        if facts.pointOfContact == nil { problems.append(.contactMissing) }
        let technical = cui.abbreviations.filter(Self.technical.contains)
        if letter == nil, !technical.isEmpty { problems.append(.statementMissing(categories: technical)) }
        if let letter, !cui.controls.isEmpty {
            problems.append(.statementBesideControls(statement: letter, controls: cui.controls))
        }
        return problems
    }
}
