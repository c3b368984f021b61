/// Export warnings, proprietary legends and rights legends: what a label asks for in full words.
enum MarkingNotices {
    /// The warning that DoD asks for beside a distribution statement, and the entries by which technical data is recognizable.
    ///
    /// The warning is that of DoDI 5230.24 of 10 January 2023, which names the Export Control Reform Act of 2018 where the issuance of 2012
    /// named the Export Administration Act of 1979, and DoDI 2040.02 beside DoDD 5230.25. Compared in November 2026 with documents marked
    /// under it; the instruction itself was not at hand. The entries are 22 CFR 120.33 and 15 CFR 774 as the label carries them.
    static func export(_ label: Label) -> [String] {
        let regimes = label.values(in: "regimes")
        guard !regimes.isEmpty else { return [] }
        var notices: [String] = []
        if !regimes.isDisjoint(with: ["ITAR", "EAR"]) {
            notices.append(
                "WARNING: This document contains technical data whose export is restricted by the Arms Export Control Act "
                    + "(Section 2751 of Title 22, United States Code) or the Export Control Reform Act of 2018 (Chapter 58 Sections "
                    + "4801-4852 of Title 50, United States Code). Violations of these export-control laws are subject to severe criminal "
                    + "penalties. Disseminate in accordance with provisions of DoD Directive 5230.25 and DoD Instruction 2040.02."
            )
        }
        let entries = regimes.sorted().map { regime in
            let scheme = regime == "ITAR" ? "usml" : regime == "EAR" ? "eccn" : ""
            let values = label.values(in: scheme).sorted()
            let name = regime == "ITAR" ? "USML" : "ECCN"
            return values.isEmpty ? regime : "\(regime) \(name) \(values.joined(separator: ", "))"
        }
        notices.append("Export controlled: \(entries.joined(separator: "; ")).")
        return notices
    }

    /// Whose proprietary information it is.
    static func proprietary(_ label: Label) -> [String] {
        let owners = label.values(in: "owner").sorted()
        return owners.isEmpty
            ? []
            : [
                "Contains proprietary information of \(owners.joined(separator: ", ")); no use or disclosure without the owner's consent."
            ]
    }

    /// UK tier and national caveats, written `OFFICIAL-SENSITIVE UK EYES ONLY` (Government Security Classifications, 2024). A tier without a
    /// caveat that is the lowest need not be marked.
    static func national(_ label: Label, caveats: [String]) -> [String] {
        let tier = label.level(in: "ukTier").map { [$0] } ?? []
        if tier == ["OFFICIAL"], caveats.isEmpty { return [] }
        let words = tier + caveats
        return words.isEmpty ? [] : [words.joined(separator: " ")]
    }

    /// Legends of DFARS 252.227-7013(f) and -7014(f) as of March 2023, each with its contract; 252.227-7015 prescribes none, so the clause is
    /// named. Sentences compared in November 2026 with legends in public files, the clauses' names with the CFR. A contract under the
    /// class deviation 2026-O0036 has 252.227-7989 in their place, whose legends these are not.
    static func rights(_ label: Label, _ facts: DesignationFacts) -> (notices: [String], problems: [MarkingProblem]) {
        var notices: [String] = []
        var problems: [MarkingProblem] = []
        for right in label.values(in: "rights").sorted() {
            guard let legend = legends[right] else {
                notices.append("Commercial technical data; rights by DFARS 252.227-7015.")
                continue
            }
            if facts.contract == nil { problems.append(.contractMissing(legend: legend.title)) }
            let number = facts.contract?.number ?? "[not stated]"
            var lines = [
                legend.title, "Contract No. \(number)",
                "Contractor Name: \(facts.contract?.contractor ?? "[not stated]")",
                "Contractor Address: \(facts.contract?.address ?? "[not stated]")",
            ]
            if right == "governmentPurpose" {
                lines.append("Expiration Date: \(facts.contract?.expiration ?? "none stated")")
            }
            if right == "specifiedLimitation" {
                lines = [lines[0]]
                lines.append(
                    "The Government's rights to use, modify, reproduce, release, perform, display, or disclose these technical data are "
                        + "restricted by Contract No. \(number), License No. \(facts.contract?.license ?? "[not stated]"). \(reproduction)"
                )
            } else {
                lines.append(legend.text)
            }
            notices.append(lines.joined(separator: "\n"))
        }
        return (notices, problems)
    }

    private static let reproduction =
        "Any reproduction of technical data or portions thereof marked with this legend must also reproduce the markings."

    private static let dataClause =
        "Rights in Technical Data-Other Than Commercial Products and Commercial Services clause contained in the above identified contract"

    private static let legends: [String: (title: String, text: String)] = [
        "governmentPurpose": (
            "GOVERNMENT PURPOSE RIGHTS",
            "The Government's rights to use, modify, reproduce, release, perform, display, or disclose these technical data are restricted by "
                + "paragraph (b)(2) of the \(dataClause). No restrictions apply after the expiration date shown above. \(reproduction)"
        ),
        "limited": (
            "LIMITED RIGHTS",
            "The Government's rights to use, modify, reproduce, release, perform, display, or disclose these technical data are restricted by "
                + "paragraph (b)(3) of the \(dataClause). \(reproduction) Any person, other than the Government, who has been provided access to "
                + "such data must promptly notify the above named Contractor."
        ),
        "restricted": (
            "RESTRICTED RIGHTS",
            "The Government's rights to use, modify, reproduce, release, perform, display, or disclose this software are restricted by "
                + "paragraph (b)(3) of the Rights in Other Than Commercial Computer Software and Other Than Commercial Computer Software "
                + "Documentation clause contained in the above identified contract. Any reproduction of computer software or portions thereof "
                + "marked with this legend must also reproduce the markings. Any person, other than the Government, who has been provided "
                + "access to such software must promptly notify the above named Contractor."
        ),
        "specifiedLimitation": ("SPECIAL LICENSE RIGHTS", ""),
    ]
}
