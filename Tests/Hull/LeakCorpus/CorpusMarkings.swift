internal import SeededGeneration

/// Markings as the rules write them: NARA's and DoD's CUI marks, DoDI 5230.24's statements, export and rights legends. What each restricts is written here by
/// hand, so that the reader is not held against itself.
enum CorpusMarkings {
    static func sample(_ detector: CorpusSample.Detector, _ random: inout SeededGenerator) -> CorpusSample {
        switch detector {
        case .banner: banner(&random)
        case .bareCUI:
            CorpusSample(
                .bareCUI,
                [random.pick(["CUI", "CUI", "CONTROLLED", "CONTROLLED UNCLASSIFIED INFORMATION"])],
                marksInSmallLetters: false
            )
        case .portion: portion(&random)
        case .designationBlock: block(&random)
        case .distributionStatement: statement(&random)
        case .exportWarning: warning(&random)
        case .exportEntry: entry(&random)
        case .rightsLegend: rights(&random)
        case .proprietaryLegend: proprietary(&random)
        case .legacy: legacy(&random)
        case .classified: classified(&random)
        case .contradiction: contradiction(&random)
        }
    }

    private static let categories = [
        "SP-CTI", "SP-EXPT", "SP-PROPIN", "EXPTR", "SP-NNPI", "OPSEC", "ISVI", "DCRIT", "PHYS",
    ]
    private static let controls = ["NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY"]

    /// Specified categories first, each group by the alphabet.
    private static func chosen(_ random: inout SeededGenerator) -> [String] {
        var chosen = [random.pick(categories)]
        if random.chance(30) { chosen.append(random.pick(categories)) }
        let unique = Set(chosen)
        return unique.filter { $0.hasPrefix("SP-") }.sorted() + unique.filter { !$0.hasPrefix("SP-") }.sorted()
    }

    private static func banner(_ random: inout SeededGenerator) -> CorpusSample {
        let categories = chosen(&random)
        let head = random.pick(["CUI", "CUI", "CUI", "CONTROLLED"])
        var fields = [head, categories.joined(separator: "/")]
        var restrictions = categories.map { (scheme: "cui", value: $0) }
        switch random.below(4) {
        case 0:
            let control = random.pick(controls)
            fields.append(control)
            restrictions.append(("dissemination", control))
        case 1:
            fields.append("REL TO USA, AUS, GBR")
            restrictions.append(("dissemination", "REL TO"))
        default: break
        }
        return CorpusSample(.banner, [fields.joined(separator: "//")], restrictions, isBanner: true)
    }

    private static func portion(_ random: inout SeededGenerator) -> CorpusSample {
        let category = random.pick(categories)
        let limit = random.chance(40)
        let mark = "(CUI//\(category)\(limit ? "//NF" : ""))"
        let text = random.pick([
            "The flange is machined to the profile of drawing 827-9999-904.",
            "Torque the retaining nut in two steps.", "Coupon results are in table 4.",
        ])
        return CorpusSample(
            .portion,
            ["\(mark) \(text)"],
            [("cui", category)] + (limit ? [("dissemination", "NOFORN")] : [])
        )
    }

    private static func block(_ random: inout SeededGenerator) -> CorpusSample {
        let category = random.pick(["CTI", "EXPT", "PROPIN", "OPSEC"])
        let limit = random.pick(["Distribution Statement D", "Distribution Statement C", "NOFORN", "FEDCON"])
        let registered = category == "OPSEC" ? "OPSEC" : category == "CTI" ? "SP-CTI" : ""
        var restrictions: [(scheme: String, value: String)] = registered.isEmpty ? [] : [("cui", registered)]
        restrictions.append(
            limit.hasPrefix("Dist") ? ("distribution", String(limit.suffix(1))) : ("dissemination", limit)
        )
        return CorpusSample(
            .designationBlock,
            [
                "Controlled by: Naval Air Systems Command", "Controlled by: PMA-\(200 + random.below(90))",
                "CUI Category: \(category)", "Distribution/Dissemination Control: \(limit)",
                "POC: J. Doe, 555-01\(10 + random.below(80))",
            ],
            restrictions
        )
    }

    private static let audiences = [
        ("B", "U.S. Government agencies only"), ("C", "U.S. Government agencies and their contractors"),
        ("D", "the Department of Defense and U.S. DoD contractors only"), ("E", "DoD Components only"),
    ]
    private static let reasons = [
        "critical technology", "export controlled", "proprietary information", "operations security",
    ]

    private static func statement(_ random: inout SeededGenerator) -> CorpusSample {
        switch random.below(5) {
        case 0:
            let letter = random.pick(["B", "C", "D", "E"])
            let head = random.pick([
                "DIST STATEMENT", "DISTRO", "Distribution Statement:", "DISTRIBUTION STATEMENT", "Distro Stmt",
                "DIST. STMT.",
            ])
            return CorpusSample(
                .distributionStatement,
                ["\(head) \(letter)"],
                [("distribution", letter)],
                marksInSmallLetters: false
            )
        case 1:
            return CorpusSample(
                .distributionStatement,
                [
                    random.pick(["DISTRIBUTION STATEMENT F. Further dissemination", "Further distribution"])
                        + " only as directed by the program office (\(date(&random))) or higher DoD authority."
                ],
                [("distribution", "F")]
            )
        default:
            let (letter, audience) = random.pick(audiences)
            return CorpusSample(
                .distributionStatement,
                [
                    "DISTRIBUTION STATEMENT \(letter). Distribution authorized to \(audience); \(random.pick(reasons)); \(date(&random)). "
                        + "Other requests for this document shall be referred to the controlling DoD office."
                ],
                [("distribution", letter)]
            )
        }
    }

    private static func date(_ random: inout SeededGenerator) -> String {
        "\(1 + random.below(28)) \(random.pick(["January", "March", "June", "October"])) 20\(10 + random.below(16))"
    }

    private static func warning(_ random: inout SeededGenerator) -> CorpusSample {
        switch random.below(3) {
        case 0:
            CorpusSample(
                .exportWarning,
                [
                    "WARNING - This document contains technical data whose export is restricted by the Arms Export Control Act (Title 22, "
                        + "U.S.C., Sec 2751, et seq.) or the Export Administration Act of 1979, as amended. Violations of these export laws are "
                        + "subject to severe criminal penalties. Disseminate in accordance with provisions of DoD Directive 5230.25."
                ]
            )
        case 1:
            CorpusSample(
                .exportWarning,
                [
                    "This document contains technical data subject to the International Traffic in Arms Regulations (ITAR), 22 CFR 120-130, and "
                        + "may not be exported or shared with foreign persons without authorization."
                ],
                [("regimes", "ITAR")]
            )
        default:
            CorpusSample(
                .exportWarning,
                [
                    // 22 CFR 123.9(b)(1)(iv), 15 CFR 758.6.
                    "These items are controlled by the U.S. Government and authorized for export only to the country of ultimate destination for use "
                        + "by the ultimate consignee or end-user(s) herein identified. They may not be resold, transferred, or otherwise disposed of, to any "
                        + "other country or to any person other than the authorized ultimate consignee or end-user(s), either in their original form or after "
                        + "being incorporated into other items, without first obtaining approval from the U.S. government or as otherwise authorized by U.S. "
                        + "law and regulations."
                ]
            )
        }
    }

    private static func entry(_ random: inout SeededGenerator) -> CorpusSample {
        switch random.below(4) {
        case 0:
            let entry = random.pick(["9E610", "3E611", "9E515", "1E001", "2E003"])
            return CorpusSample(
                .exportEntry,
                [
                    random.pick([
                        "ECCN: \(entry)", "Export classification: ECCN \(entry)",
                        "Export Control Classification Number: \(entry)",
                        "ECCN No. \(entry)",
                    ])
                ],
                [("regimes", "EAR"), ("eccn", entry)]
            )
        case 1:
            let entry = random.pick(["VIII(i)", "IV(i)", "XI(d)", "VIII(h)(1)"])
            return CorpusSample(
                .exportEntry,
                [
                    random.pick([
                        "USML Category \(entry)", "Export classification: USML \(entry)",
                        "U.S. Munitions List Category \(entry)",
                        "USML Cat. \(entry)",
                    ])
                ],
                [("regimes", "ITAR"), ("usml", entry)]
            )
        case 2:
            return CorpusSample(
                .exportEntry,
                ["Export controlled: ITAR USML VIII(i); EAR ECCN 9E610"],
                [("regimes", "ITAR"), ("usml", "VIII(i)"), ("regimes", "EAR"), ("eccn", "9E610")]
            )
        default:
            return CorpusSample(
                .exportEntry,
                [
                    random.pick([
                        "ITAR CONTROLLED", "ITAR RESTRICTED", "ITAR technical data",
                        "Subject to ITAR, ask before it leaves the site.",
                        "Technical data controlled under the ITAR.",
                    ])
                ],
                [("regimes", "ITAR")]
            )
        }
    }

    private static func rights(_ random: inout SeededGenerator) -> CorpusSample {
        let (title, value) = random.pick([
            ("LIMITED RIGHTS", "limited"), ("RESTRICTED RIGHTS", "restricted"),
            ("GOVERNMENT PURPOSE RIGHTS", "governmentPurpose"),
        ])
        if random.oneIn(5) {
            // FAR 52.227-14, alternate II.
            return CorpusSample(
                .rightsLegend,
                [
                    "Limited Rights Notice (Dec 2007)",
                    "These data are submitted with limited rights under Government Contract No. N00019-2\(random.below(9))-C-0007.",
                ],
                [("rights", "limited")],
                marksInSmallLetters: false
            )
        }
        if random.oneIn(4) {
            return CorpusSample(.rightsLegend, [title], [("rights", value)], marksInSmallLetters: false)
        }
        return CorpusSample(
            .rightsLegend,
            [
                title, "Contract No. N00019-2\(random.below(9))-C-0\(100 + random.below(800))",
                "Contractor Name: Prairie Aerostructures", "Contractor Address: Wichita, KS",
                "The Government's rights to use, modify, reproduce, release, perform, display, or disclose these technical data are restricted.",
            ],
            [("rights", value)],
            marksInSmallLetters: false
        )
    }

    private static func proprietary(_ random: inout SeededGenerator) -> CorpusSample {
        CorpusSample(
            .proprietaryLegend,
            random.pick([
                ["PRAIRIE AEROSTRUCTURES PROPRIETARY"], ["COMPETITION SENSITIVE"],
                ["Prairie Aerostructures Proprietary and Confidential. Do not disclose."],
                ["This drawing is a trade secret and confidential."],
                [
                    "Contains proprietary information of Prairie Aerostructures; no use or disclosure without the owner's consent."
                ],
            ]),
            marksInSmallLetters: false
        )
    }

    private static func legacy(_ random: inout SeededGenerator) -> CorpusSample {
        CorpusSample(
            .legacy,
            [
                random.pick([
                    "FOR OFFICIAL USE ONLY", "FOUO", "UNCLASSIFIED//FOUO", "U//FOUO", "SBU", "LIMDIS",
                    "For Official Use Only",
                    "FOUO - For Official Use Only",
                ])
            ],
            marksInSmallLetters: false
        )
    }

    private static func classified(_ random: inout SeededGenerator) -> CorpusSample {
        CorpusSample(
            .classified,
            [random.pick(["SECRET//NOFORN", "TOP SECRET", "SECRET", "CONFIDENTIAL//REL TO USA, GBR"])],
            marksInSmallLetters: false
        )
    }

    private static func contradiction(_ random: inout SeededGenerator) -> CorpusSample {
        let release = "DISTRIBUTION STATEMENT A. Approved for public release; distribution is unlimited."
        let other =
            random.chance(50) ? warning(&random).lines[0] : banner(&random).lines[0]
        return CorpusSample(.contradiction, [release, other])
    }
}
