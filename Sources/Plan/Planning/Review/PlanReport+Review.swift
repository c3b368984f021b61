import PlantModel

extension PlanReport {
    /// A review of a plan's plant.
    public init(_ plan: Plan, review: ClassificationReview) {
        title = "Review of \(plan.plant.enterprise), as of \(plan.plant.asOf)"
        marking = plan.plant.marking
        let nothing = Section(
            title: "Review",
            blocks: [.paragraph("Nothing is separated or restricted beyond what is asked.")]
        )
        sections = review.isEmpty ? [nothing] : Self.sections(review)
    }

    /// The sections of a review; none where it found nothing.
    static func sections(_ review: ClassificationReview) -> [Section] {
        [
            section(
                "Separated more than anything asks",
                "Today these are in different systems, though no obligation keeps them apart where both may be.",
                ["Today", "Programs", "Could share with", "In"],
                review.apart.map { finding in
                    [
                        finding.instances.joined(separator: " / "), finding.programs.joined(separator: ", "),
                        finding.others.joined(separator: ", "), finding.environments.joined(separator: ", "),
                    ]
                }
            ),
            section(
                "Controls carried for others",
                "Each of these holds for a whole instance of the plan because some of its units need it.",
                ["Control", "In", "Needed by", "Carried by"],
                review.carried.map { finding in
                    [
                        finding.control, finding.environment, brief(finding.neededBy, shown: 8),
                        brief(finding.carriedBy, shown: 8),
                    ]
                }
            ),
            section(
                "Controls that nothing asks for",
                "Nothing that the plan hosts there has an obligation that reads these; they may be there for reasons that the plant file does not say.",
                ["In", "Given", "Hosted there"],
                review.unasked.map { finding in
                    [
                        finding.environment,
                        finding.facts.map { "\($0.statement) at \($0.place)" }.joined(separator: "; "),
                        brief(finding.units, shown: 8),
                    ]
                }
            ),
            section(
                "Restricted more than their program",
                "A program's restrictions are those of its most restricted data, and the plan was made from them; these data have more.",
                ["Program", "Data", "Beyond the program", "Determined", "To be asked"],
                review.raised.map { finding in
                    [
                        finding.program, finding.dataClass, finding.restrictions.joined(separator: ", "),
                        "\(finding.cite) at \(finding.place)", finding.determiner,
                    ]
                }
            ),
            section(
                "Determined by several offices",
                "Another office determined these than their program; ask both which of the two holds, and write that down.",
                ["Program", "About", "Determined by", "In", "The program by"],
                review.contested.map { finding in
                    [
                        finding.program, finding.about, finding.determiner, "\(finding.cite) at \(finding.place)",
                        "\(finding.ofProgram) at \(finding.ofProgramAt)",
                    ]
                }
            ),
            section(
                "Labelled beyond their content, maybe",
                "These classes of data carry their program's restrictions because nobody determined otherwise, and flows move them.",
                ["Program", "Data", "Labelled", "Moved by", "To be asked"],
                review.labelled.map { finding in
                    [
                        finding.program, finding.dataClasses.joined(separator: ", "),
                        finding.restrictions.joined(separator: ", "), finding.flows.joined(separator: ", "),
                        finding.determiner ?? "nobody is named",
                    ]
                }
            ),
            section(
                "Facts that disagree",
                "Each program's own facts call for something that it does not have.",
                ["Program", "Expected", "Written in", "Settled by", "Facts", "To be asked"],
                review.disagreements.map { finding in
                    [
                        finding.program, "\(finding.says) [\(finding.obligation)]", finding.cite, finding.settledBy,
                        finding.facts.map { "\($0.statement) at \($0.place)" }.joined(separator: "; "),
                        finding.determiner ?? "nobody is named",
                    ]
                }
            ),
        ].filter { !$0.blocks.isEmpty }
    }

    private static func section(_ title: String, _ what: String, _ header: [String], _ rows: [[String]]) -> Section {
        Section(title: title, blocks: rows.isEmpty ? [] : [.paragraph(what), .table(header: header, rows: rows)])
    }
}
