/// Something by which the plant is no longer what its plan and its policies reckoned with.
public struct DriftFinding: Sendable, Hashable, CustomStringConvertible {
    /// What has drifted. A code never changes its meaning.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// An authorization has ended.
        case authorizationEnded = "BH-D001"
        /// An authorization is used up, or its uses are not known.
        case authorizationUsedUp = "BH-D002"
        /// A fact of an environment in use has expired.
        case environmentFact = "BH-D003"
        /// Facts of persons have ended.
        case personFacts = "BH-D004"
        /// Records have labels that nobody can read.
        case unreadLabels = "BH-D005"
        /// A program has no place in the plan.
        case unassignedProgram = "BH-D006"
        /// Released variants are past their last day.
        case lapsedVariants = "BH-D007"
        /// The plan no longer holds.
        case planLapsed = "BH-D008"
        /// The clock is behind a day that counted already.
        case clockBehind = "BH-D009"
        /// A flow in force is not one that the plan knew.
        case newFlow = "BH-D010"
        /// A flow in force carries more, or elsewhere, than the plan knew.
        case widerFlow = "BH-D011"
        /// Records in a compartment of programs have labels that name no program.
        case unassignedLabels = "BH-D012"
        /// Variants deviate from a standard that is another one by now.
        case movedStandards = "BH-D013"
        /// The directory that feeds the person register was not read for too long.
        case staleRegister = "BH-D014"
    }

    /// What has drifted.
    public let code: Code
    /// What it is about, by its name in the plant file or as a count.
    public let about: String
    /// Where it is written, `file:line:column`, or the compartment.
    public let place: String
    /// What stands behind it: the paper or rule.
    public let cite: String
    /// The programs that it tells of, by id; none where it tells of no program's data.
    public let programs: [String]

    init(_ code: Code, _ about: String, at place: String, cite: String = "", programs: [String] = []) {
        self.code = code
        self.about = about
        self.place = place
        self.cite = cite
        self.programs = programs
    }

    /// Code, what it is, where, and what to do.
    public var description: String {
        "\(code.rawValue): \(place): \(code.says): \(about)\(cite.isEmpty ? "" : " [\(cite)]"). \(code.remedy)"
    }
}

extension DriftFinding.Code {
    /// Whether it is found in the files in force: the log says from when they are decided by.
    var isOfTheBaseline: Bool {
        switch self {
        case .authorizationEnded, .authorizationUsedUp, .environmentFact, .unassignedProgram, .planLapsed, .newFlow,
            .widerFlow:
            true
        case .personFacts, .unreadLabels, .lapsedVariants, .clockBehind, .unassignedLabels, .movedStandards,
            .staleRegister:
            false
        }
    }

    /// What is the case, in one sentence without a full stop.
    public var says: String { text.says }
    /// What to do, a sentence.
    public var remedy: String { text.remedy }

    private var text: (says: String, remedy: String) {
        switch self {
        case .authorizationEnded:
            ("An authorization has ended and admits nobody any more", "Renew it, or take it out of the plant file.")
        case .authorizationUsedUp:
            (
                "An authorization is used up, or a compartment with uses of it cannot be opened",
                "Have it renewed, or mend the compartment."
            )
        case .environmentFact:
            (
                "A fact of an environment that the plan uses has expired and no longer counts",
                "Have it shown anew, or plan again without it."
            )
        case .personFacts:
            (
                "Facts of persons have ended and no longer permit",
                "The register names the persons; have their facts stated anew by their source."
            )
        case .unreadLabels:
            (
                "Records carry a label that cannot be read, so that nobody sees them",
                "Have what restricts them determined, or give back the catalogue that knows the label."
            )
        case .unassignedProgram:
            ("The plan gives a program no place", "Plan again and have the plan released; its data is taken nowhere.")
        case .lapsedVariants:
            (
                "Variants of something standard are past their last day",
                "Merge them into the standard, or ask for them again."
            )
        case .movedStandards:
            (
                "Standards moved on from under variants that go on to count",
                "Look on the page Variants whether what differs still does; merge them, or ask for them again against the standard as it is."
            )
        case .clockBehind:
            (
                "The clock says an earlier day than one that counted already, which goes on to count",
                "Set the clock; where it was in the future by mistake, correct the clock on the console, which is recorded."
            )
        case .planLapsed:
            ("A fact that the plan rests on has ended", "Plan again as of today and have the plan released.")
        case .newFlow:
            (
                "A flow is in force that the plan did not know",
                "Follow the flows anew with `bulkhead flows`, plan again and have the plan released; or take the flow out of the plant file."
            )
        case .widerFlow:
            (
                "A flow carries more, or elsewhere, than the plan knew",
                "Follow the flows anew with `bulkhead flows`, plan again and have the plan released; or narrow the flow again."
            )
        case .unassignedLabels:
            (
                "Records lie beside programs' data under labels that name no program, so that whoever may see what is unrestricted sees them",
                "Find out what writes them; have what restricts them determined."
            )
        case .staleRegister:
            (
                "The directory that feeds the person register was not read for too long, so that who left may still be let in",
                "The console says why; mend it, or feed the register otherwise."
            )
        }
    }
}
