/// How a label is written on paper, on a screen or in a file: `CUI//SP-CTI//NOFORN` and what belongs beside it.
///
/// `Schemes.marking(of:profile:facts:)` writes one. `Schemes.readMarkings(in:profile:)` reads
/// them, and what is read never weakens a label.
public struct Marking: Hashable, Sendable {
    /// What stands at the top of each page (and, for DoD, at the bottom); nil where no CUI is there and nothing else asks for a banner.
    public let banner: String?
    /// What stands before a paragraph or figure, in parentheses: `(CUI//SP-CTI//NF)`; `(U)` where nothing is controlled.
    public let portionMark: String
    /// The designation indicator of the first page, a line each; empty where there is no CUI.
    public let designationBlock: [String]
    /// What stands in full on the first page, a paragraph each: distribution statement, export warning, legends.
    public let notices: [String]
    /// What keeps the marking from being complete, each with what to do.
    public let problems: [MarkingProblem]
}

/// Why a marking is not complete or not consistent. The marking is written all the same, on the safe side.
public enum MarkingProblem: Hashable, Sendable {
    /// The label is not known, so nothing can be written but that the owner alone is admitted.
    case sealed
    /// Nobody is named who controls the record (32 CFR 2002.20(d); DoDI 5200.48).
    case controllerMissing
    /// Nobody is named who can be asked (DoDI 5200.48).
    case contactMissing
    /// Dissemination controls without CUI: they are no restriction of their own (32 CFR 2002.16(b)).
    case controlsWithoutCUI([String])
    /// A distribution statement and dissemination controls on one document, which DoD asks to choose between.
    case statementBesideControls(statement: String, controls: [String])
    /// CUI Basic whose category no marking named (an agency need not write it; DoD's block asks for it).
    case categoryUnnamed
    /// CTI and EXPT take a distribution statement (DoD CUI marking rules) and none is there.
    case statementMissing(categories: [String])
    /// Statement B to F without reason, date or controlling office (DoDI 5230.24).
    case determinationIncomplete(statement: String, missing: [String])
    /// The statement follows from others (B with D is E) and no office determined it.
    case statementNotDetermined(statement: String, from: [String])
    /// Statement A on what is controlled (DoDI 5230.24: never on export-controlled data).
    case publicReleaseOfControlled
    /// The countries released to have none in common: written as NOFORN, which is the nearest marking and too wide.
    case noCommonCountry
    /// A country that has no trigraph.
    case unknownCountry(String)
    /// `DL ONLY` without its list.
    case disseminationListMissing
    /// A rights legend without the contract that it names (DFARS 252.227-7013(f)).
    case contractMissing(legend: String)
}

extension MarkingProblem: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        func list(_ names: [String]) -> String { names.joined(separator: ", ") }
        return switch self {
        case .sealed: "the label is not known; determine it before the record is shown to anybody but its owner"
        case .controllerMissing:
            "nobody is named who controls the record; give the designating component or company and its office"
        case .contactMissing: "nobody is named who can be asked; give a phone number or a mailbox"
        case .controlsWithoutCUI(let controls):
            "\(list(controls)) without a CUI category; have the designating agency say which category it protects, or remove it"
        case .statementBesideControls(let statement, let controls):
            "distribution statement \(statement) beside \(list(controls)); ask the controlling office which one of them applies"
        case .categoryUnnamed:
            "CUI Basic without its category's name; ask the designating agency which one it is"
        case .statementMissing(let categories):
            "\(list(categories)) without a distribution statement; ask the controlling office for one"
        case .determinationIncomplete(let statement, let missing):
            "distribution statement \(statement) without \(list(missing)); take them from the determination"
        case .statementNotDetermined(let statement, let from):
            "distribution statement \(statement) follows from \(list(from)) and nobody determined it; ask the controlling offices"
        case .publicReleaseOfControlled:
            "distribution statement A on controlled information; withdraw it, public release was not cleared for this"
        case .noCommonCountry:
            "the countries released to have none in common; only the owner may see the record until the agencies decide"
        case .unknownCountry(let country): "'\(country)' has no ISO 3166-1 trigraph; correct the country"
        case .disseminationListMissing: "DL ONLY without its list; name whom it admits"
        case .contractMissing(let legend):
            "the \(legend) legend names a contract; give its number, contractor and address"
        }
    }
}
