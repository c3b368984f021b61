extension ReadingProblem: CustomStringConvertible {
    /// `bytes 10..<14: what is wrong; what was assumed or is to be done`.
    public var description: String { "bytes \(range.lowerBound)..<\(range.upperBound): \(fault)" }
}

extension ReadingProblem.Fault: CustomStringConvertible {
    /// What is wrong; what was assumed or is to be done.
    public var description: String { malformed ?? statement ?? other }

    private static let sealed = "read as admitting the owner alone; correct the marking"

    /// Faults of banners, portion marks and designation blocks.
    private var malformed: String? {
        switch self {
        case .unknownToken(let token):
            "'\(shown(token))' is no category or control of the CUI Registry; \(Self.sealed)"
        case .separators: "slashes are missing or too many; \(Self.sealed)"
        case .controlMarking(let word): "'\(shown(word))' stands where CUI or CONTROLLED belongs; \(Self.sealed)"
        case .disguised: "some characters are not what they look like; \(Self.sealed)"
        case .tooLong: "longer than any banner; \(Self.sealed)"
        case .unclosedPortion: "the portion mark has no closing parenthesis; \(Self.sealed)"
        case .trailingText: "text follows the banner on its line; the banner was read without it"
        case .lowercase: "small letters; read as capitals"
        case .spacing: "blanks that do not belong there; read without them"
        case .order:
            "not in order (specified before basic, each alphabetical, USA first in lists); read as if it were"
        case .repeated(let token): "'\(shown(token))' stands twice; read once"
        case .wrongForm(let token):
            "the registry has '\(shown(token))' in the other form alone (with or without SP-); both restrict"
        case .controlOutOfPlace(let token):
            "'\(shown(token))' does not belong at this place in this form; read as the control that it names"
        case .conflictingControls(let controls):
            "\(controls.joined(separator: " and ")) cannot both hold; each restricts"
        case .usaMissing(let control): "\(control) does not begin with USA; USA was added and no other country"
        case .displayList: "labels carry no list of whom something may be shown to; released to no foreign country"
        case .attorneyWithoutPrivilege: "attorney controls need the category PRIVILEGE; the control restricts"
        case .supplementInBanner(let word): "'\(shown(word))' does not belong in a banner; it restricts nothing"
        case .categoryMissing: "CUI, and nothing here names its category; take it from the first page or the designator"
        case .controlWithoutCUI(let control): "\(control) without CUI; it restricts all the same"
        case .blockField(let field):
            "the field '\(shown(field))' of the designation block is misspelt, empty or not to be read; \(Self.sealed)"
        case .bannerWeaker(let lacking):
            "the portions restrict more than the banner, which lacks \(lacking); the portions count, correct the banner"
        case .bannerMissing: "portions are marked and no banner is there; the portions count, add the banner"
        default: nil
        }
    }

    /// Faults of distribution statements.
    private var statement: String? {
        switch self {
        case .statementUnknown(let letter):
            "'\(shown(letter))' is no distribution statement from A to F; read as admitting nobody"
        case .audienceUnknown: "no distribution statement has this audience or text; read as admitting nobody"
        case .statementDisagrees(let letter, let text):
            "the letter says statement \(letter), the text statement \(text); only whom both admit is admitted"
        case .statementRetired:
            "statement X is retired; read as statement C, export controlled, as DoDI 5230.24 has it"
        case .statementIncomplete(let missing):
            "the statement lacks \(missing.joined(separator: ", ")); ask the controlling office"
        case .reasonUnknown(let reason): "'\(shown(reason))' is no reason of DoDI 5230.24; ask the controlling office"
        case .publicReleaseOfControlled:
            "statement A on what is CUI or export controlled; the control counts, withdraw the statement"
        default: nil
        }
    }

    private var other: String {
        switch self {
        case .legacy(let mark):
            "'\(shown(mark))' is a mark from before CUI; read as CUI of unknown category until somebody determines it"
        case .classified(let mark):
            "'\(shown(mark))' marks classified information, which Bulkhead must not hold; stop, and report it to the security officer"
        case .regimeMissing: "export controlled, and no entry names the regime; read as both ITAR and EAR"
        case .entryUnknown(let entry):
            "'\(shown(entry))' is no entry of the USML or the CCL; read as admitting the owner alone"
        case .rightsUnknown(let legend):
            "'\(shown(legend))' is no rights legend that the schemes have; read as admitting the owner alone"
        case .ownerMissing: "proprietary, and nobody is named as owner; read as admitting the owner alone"
        case .confidentialAmbiguous:
            "company-confidential, or the classified level CONFIDENTIAL; read as admitting the owner alone, ask which"
        case .notDeclared(let scheme, let value):
            "the scheme \(scheme) has no value '\(shown(value))'; read as admitting the owner alone, or declare it in schemes.json"
        case .textTooLong: "more text than is read at once; the rest is not read, and the owner alone is admitted"
        case .tooManyMarkings:
            "more markings than any document has; the rest is not read, and the owner alone is admitted"
        default: "not readable"
        }
    }

    /// Bounded, for the text may come from anywhere.
    private func shown(_ text: String) -> String {
        let limit = 60
        let printable = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(limit).map { (0x20...0x7E).contains($0.value) ? $0 : "?" }
            )
        )
        return text.unicodeScalars.count > limit ? printable + "..." : printable
    }
}
