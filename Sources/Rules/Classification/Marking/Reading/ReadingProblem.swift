/// What is wrong with a marking that was read, where it stands, and what was assumed.
///
/// An assumption restricts more than the marking may have meant, never less.
public struct ReadingProblem: Hashable, Sendable {
    /// What is wrong.
    public let fault: Fault
    /// Where, in bytes of the text's UTF-8.
    public let range: Range<Int>

    /// The kinds of faults; texts in them come from the document, folded to ASCII and cut.
    public enum Fault: Hashable, Sendable {
        /// A banner or block has something that is neither a registered category nor a control.
        case unknownToken(String)
        /// Slashes are missing or too many.
        case separators
        /// A banner does not begin with CUI or CONTROLLED.
        case controlMarking(String)
        /// Letters or spaces that are not what they look like.
        case disguised
        /// Longer than any banner.
        case tooLong
        /// A portion mark is not closed.
        case unclosedPortion
        /// More stands behind the banner on its line.
        case trailingText
        /// Small letters.
        case lowercase
        /// Blanks where the grammar has none.
        case spacing
        /// Not in the order of the registry's rules.
        case order
        /// Stands twice.
        case repeated(String)
        /// The registry has the category with SP- alone, or without it alone.
        case wrongForm(String)
        /// A control among categories or in the form of the other place (NF in a banner).
        case controlOutOfPlace(String)
        /// Controls that cannot both hold.
        case conflictingControls([String])
        /// REL TO or DISPLAY ONLY does not begin with USA.
        case usaMissing(String)
        /// DISPLAY ONLY with a list, which labels do not carry.
        case displayList
        /// Attorney controls need the category PRIVILEGE.
        case attorneyWithoutPrivilege
        /// DRAFT and the like inside a banner.
        case supplementInBanner(String)
        /// CUI whose category nothing in the text names.
        case categoryMissing
        /// A dissemination control without CUI.
        case controlWithoutCUI(String)
        /// FOUO and other marks that CUI replaced.
        case legacy(String)
        /// A classified marking.
        case classified(String)
        /// A field of the designation block that is misspelt or empty.
        case blockField(String)
        /// A distribution statement without a letter that there is.
        case statementUnknown(String)
        /// An audience that no distribution statement has.
        case audienceUnknown
        /// Letter and text of a statement are not the same statement.
        case statementDisagrees(letter: String, text: String)
        /// Statement X, which became C with the reason export controlled.
        case statementRetired
        /// Statement B to F without reason, date or controlling office.
        case statementIncomplete(missing: [String])
        /// A reason that DoDI 5230.24 does not list.
        case reasonUnknown(String)
        /// Statement A beside CUI or export control.
        case publicReleaseOfControlled
        /// Export control without the regime's name.
        case regimeMissing
        /// An entry of an export regime that is none.
        case entryUnknown(String)
        /// A rights legend that DFARS does not have, or whose title is missing.
        case rightsUnknown(String)
        /// Proprietary information of nobody who is named.
        case ownerMissing
        /// Company-confidential, or the classified level.
        case confidentialAmbiguous
        /// The portions restrict more than the banner.
        case bannerWeaker(lacking: String)
        /// Portions are marked and no banner is there.
        case bannerMissing
        /// The deployment's schemes have no such value.
        case notDeclared(scheme: String, value: String)
        /// More text than is read at once.
        case textTooLong
        /// More markings than any document has.
        case tooManyMarkings
    }

    /// A problem at a place.
    public init(_ fault: Fault, at range: Range<Int>) {
        self.fault = fault
        self.range = range
    }
}
