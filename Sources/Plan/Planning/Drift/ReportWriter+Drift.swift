import PlantModel

extension ReportWriter {
    /// By what the running plant has drifted since, and what it means for each decision that rests on it.
    func drift(_ groups: [Group]) -> PlanReport.Section {
        let title = "Drift since the plan was released"
        guard let drift = plan.drift else { return PlanReport.Section(title: title, blocks: []) }
        let bearings = bearings(groups)
        let heard =
            "By the signed statement of \(drift.log) of \(drift.day), given to \(drift.recipient) as far as policies clear that recipient"
        let marked = drift.marking.isEmpty ? "" : " (marked \(drift.marking))"
        guard !bearings.isEmpty else {
            return PlanReport.Section(
                title: title,
                blocks: [.paragraph("\(heard)\(marked): nothing has drifted.")]
            )
        }
        let undermining = bearings.count { $0.bearing.undermines }
        let found = bearings.count == 1 ? "one finding" : "\(bearings.count) findings"
        let sum =
            undermining == 0
            ? "no argument of the plan is taken away" : "arguments of the plan are taken away by \(undermining)"
        return PlanReport.Section(
            title: title,
            blocks: [
                .paragraph("\(heard)\(marked): \(found); \(sum)."),
                .list(bearings.flatMap { items($0.finding, $0.bearing) }),
            ]
        )
    }

    private func items(_ finding: DriftStatement.Finding, _ bearing: DriftBearing) -> [PlanReport.Item] {
        let cite = finding.cite.isEmpty ? "" : " [\(finding.cite)]"
        let programs = finding.programs.isEmpty ? "" : " It concerns \(finding.programs.joined(separator: ", "))."
        let entries =
            finding.entries.isEmpty
            ? ["Cited: no entry of a log that the recipient may see."]
            : finding.entries.map {
                "Cited: entry \($0.sequence) of \($0.log), \($0.event) of \($0.at) UTC, leaf \($0.leaf)."
            }
        let below = ["What it means: \(bearing.means)"] + entries + ["What to do: \(finding.remedy)"]
        return [
            PlanReport.Item(
                "\(finding.code): \(finding.says): \(finding.about), at \(finding.place)\(cite).\(programs)"
            )
        ] + below.map { PlanReport.Item($0, level: 1) }
    }

    /// What the verdict of the plan says of it; empty where nothing takes an argument away.
    var driftVerdict: String {
        guard let drift = plan.drift else { return "" }
        let undermining = Set(bearings(groups()).filter { $0.bearing.undermines }.map { $0.finding.code }).sorted()
        guard !undermining.isEmpty else { return "" }
        return
            " It no longer holds as it was argued: the running plant had drifted by \(drift.day) (\(undermining.joined(separator: ", ")))."
    }

    /// Flows in force that were not followed.
    var unfollowed: PlanReport.Section {
        let found = bearings([]).filter { ["BH-D010", "BH-D011"].contains($0.finding.code) }
        return PlanReport.Section(
            title: "Flows that were not followed",
            blocks: found.isEmpty
                ? []
                : [.list(found.map { PlanReport.Item("\($0.finding.code): \($0.finding.about). \($0.bearing.means)") })]
        )
    }
}

extension ReportFile {
    /// Drift of the running plant, as a signed statement says it.
    public struct Drift: Sendable, Equatable, Codable {
        /// Something that has drifted.
        public struct Finding: Sendable, Equatable, Codable {
            /// Its code.
            public let code: String
            /// What is the case.
            public let says: String
            /// What it is about.
            public let about: String
            /// Where it is written.
            public let place: String
            /// What stands behind it.
            public let cite: String
            /// What to do.
            public let remedy: String
            /// The programs that it concerns.
            public let programs: [String]
            /// Entries of logs behind it.
            public let entries: [DriftStatement.Entry]
            /// The units whose placing was argued with it, `program at site`.
            public let units: [String]
            /// The obligations that it was argued for.
            public let obligations: [String]
            /// What it means for the plan.
            public let means: String
            /// Whether it takes an argument of the plan away.
            public let undermines: Bool
        }

        /// The control log of the instance.
        public let log: String
        /// The day as of which it was looked.
        public let day: String
        /// The hash of the plan that was looked at.
        public let plan: String
        /// Whom the statement was given to: it holds what policies clear that one for.
        public let recipient: String
        /// How the statement is marked.
        public let marking: String
        /// What has drifted.
        public let findings: [Finding]

        init(_ drift: DriftStatement, _ bearings: [(finding: DriftStatement.Finding, bearing: DriftBearing)]) {
            log = drift.log
            day = drift.day
            plan = drift.plan
            recipient = drift.recipient
            marking = drift.marking
            findings = bearings.map { finding, bearing in
                Finding(
                    code: finding.code,
                    says: finding.says,
                    about: finding.about,
                    place: finding.place,
                    cite: finding.cite,
                    remedy: finding.remedy,
                    programs: finding.programs,
                    entries: finding.entries,
                    units: bearing.units,
                    obligations: bearing.obligations,
                    means: bearing.means,
                    undermines: bearing.undermines
                )
            }
        }
    }
}
