internal import Classification

/// What is wrong with a marking, without the words of the document that `ReadingProblem.Fault` carries.
public enum MarkingFault: String, Hashable, Sendable, CaseIterable {
    case unknownToken, separators, controlMarking, disguised, tooLong, unclosedPortion, trailingText, lowercase,
        spacing, order
    case repeated, wrongForm, controlOutOfPlace, conflictingControls, usaMissing, displayList, attorneyWithoutPrivilege
    case supplementInBanner, categoryMissing, controlWithoutCUI, legacy, classified, blockField, statementUnknown,
        audienceUnknown
    case statementDisagrees, statementRetired, statementIncomplete, reasonUnknown, publicReleaseOfControlled,
        regimeMissing
    case entryUnknown, rightsUnknown, ownerMissing, confidentialAmbiguous, bannerWeaker, bannerMissing, notDeclared,
        textTooLong
    case tooManyMarkings

    /// Whether a piece of a marking that was cut by something else can have this fault.
    var isOfTornMarking: Bool {
        switch self {
        case .unknownToken, .controlMarking, .controlWithoutCUI, .separators, .unclosedPortion, .entryUnknown: true
        default: false
        }
    }

    init(_ fault: ReadingProblem.Fault) {
        self =
            switch fault {
            case .unknownToken: .unknownToken
            case .separators: .separators
            case .controlMarking: .controlMarking
            case .disguised: .disguised
            case .tooLong: .tooLong
            case .unclosedPortion: .unclosedPortion
            case .trailingText: .trailingText
            case .lowercase: .lowercase
            case .spacing: .spacing
            case .order: .order
            case .repeated: .repeated
            case .wrongForm: .wrongForm
            case .controlOutOfPlace: .controlOutOfPlace
            case .conflictingControls: .conflictingControls
            case .usaMissing: .usaMissing
            case .displayList: .displayList
            case .attorneyWithoutPrivilege: .attorneyWithoutPrivilege
            case .supplementInBanner: .supplementInBanner
            case .categoryMissing: .categoryMissing
            case .controlWithoutCUI: .controlWithoutCUI
            case .legacy: .legacy
            case .classified: .classified
            case .blockField: .blockField
            case .statementUnknown: .statementUnknown
            case .audienceUnknown: .audienceUnknown
            case .statementDisagrees: .statementDisagrees
            case .statementRetired: .statementRetired
            case .statementIncomplete: .statementIncomplete
            case .reasonUnknown: .reasonUnknown
            case .publicReleaseOfControlled: .publicReleaseOfControlled
            case .regimeMissing: .regimeMissing
            case .entryUnknown: .entryUnknown
            case .rightsUnknown: .rightsUnknown
            case .ownerMissing: .ownerMissing
            case .confidentialAmbiguous: .confidentialAmbiguous
            case .bannerWeaker: .bannerWeaker
            case .bannerMissing: .bannerMissing
            case .notDeclared: .notDeclared
            case .textTooLong: .textTooLong
            case .tooManyMarkings: .tooManyMarkings
            }
    }
}
