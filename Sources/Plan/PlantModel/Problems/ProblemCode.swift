/// The kinds of problems of a plant file. A code never changes its meaning and is never used again.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable {
    // Files: 001 to 019.

    /// A file cannot be read.
    case unreadableFile = "BH-M001"
    /// A file, or all of them together, are too large.
    case fileTooLarge = "BH-M002"
    /// A file is not UTF-8.
    case notUTF8 = "BH-M003"
    /// A file holds characters that no plant needs.
    case forbiddenCharacter = "BH-M004"
    /// A file is no YAML.
    case malformedYAML = "BH-M005"
    /// Values nest too deep.
    case tooDeep = "BH-M006"
    /// There are too many values.
    case tooManyValues = "BH-M007"
    /// YAML that a plant file does without.
    case unsupportedYAML = "BH-M008"
    /// A key is there twice.
    case duplicateKey = "BH-M009"
    /// Files include one another in a circle, or one twice.
    case includeCycle = "BH-M010"
    /// An included file lies outside the plant's folder.
    case includeEscapes = "BH-M011"
    /// Files include one another too deep, or are too many.
    case includeTooDeep = "BH-M012"
    /// A table is not well formed.
    case malformedTable = "BH-M013"
    /// A table has a column that the format does not know.
    case unknownColumn = "BH-M014"

    // Shape: 020 to 039.

    /// A key that the format does not know.
    case unknownKey = "BH-M020"
    /// A key that has to be there is not.
    case missingKey = "BH-M021"
    /// A value of the wrong type.
    case wrongType = "BH-M022"
    /// A word that is not among those possible.
    case invalidChoice = "BH-M023"
    /// A number outside its limits or its unit.
    case invalidNumber = "BH-M024"
    /// A day that the calendar does not have.
    case invalidDate = "BH-M025"
    /// No country code.
    case invalidCountry = "BH-M026"
    /// No period.
    case invalidPeriod = "BH-M027"
    /// An id or text that is not well formed.
    case invalidText = "BH-M028"
    /// A version of the format that is not known.
    case unsupportedVersion = "BH-M029"
    /// `unknown` where a fact has to be known.
    case unknownNotAllowed = "BH-M030"
    /// Nothing where a value has to be.
    case emptyValue = "BH-M031"
    /// A key that belongs to the plant file, in a file that it includes.
    case misplacedKey = "BH-M032"
    /// Two keys that exclude one another, or one that needs another.
    case keysDisagree = "BH-M033"
    /// A day after a day that it has to precede.
    case datesOutOfOrder = "BH-M034"

    // References: 040 to 049.

    /// An id that is there twice.
    case duplicateID = "BH-M040"
    /// A reference to what is not there.
    case danglingReference = "BH-M041"
    /// The same value twice in a list.
    case duplicateEntry = "BH-M042"
    /// A reference to something that belongs elsewhere.
    case misplacedReference = "BH-M043"

    // Contradictions: 050 to 069.

    /// Distribution statement A on what is controlled.
    case publicButControlled = "BH-M050"
    /// A distribution statement that excludes its holder.
    case distributionExcludesHolder = "BH-M051"
    /// A distribution statement without what it needs.
    case distributionIncomplete = "BH-M052"
    /// A foreign party or audience admitted to a program for U.S. citizens or persons only.
    case foreignOnUSOnly = "BH-M053"
    /// A program for U.S. citizens only, built abroad.
    case siteAbroadOnUSOnly = "BH-M054"
    /// Flowdowns of one program that contradict one another.
    case flowdownsContradict = "BH-M055"
    /// An ITAR article without its technical data entry.
    case missingTechnicalData = "BH-M056"
    /// No USML category.
    case invalidUSML = "BH-M057"
    /// No ECCN.
    case invalidECCN = "BH-M058"
    /// A regime that nobody declared.
    case unknownRegime = "BH-M059"
    /// A hosting environment that claims to hold ciphertext only.
    case endToEndHost = "BH-M060"
    /// A classified program.
    case classifiedProgram = "BH-M061"
    /// Facts of a classification that disagree.
    case classificationDisagrees = "BH-M062"
    /// A flowdown that asks nothing.
    case emptyFlowdown = "BH-M063"
    /// No owner of the plant, or several.
    case ownerUnclear = "BH-M064"
    /// A policy of a flowdown that is no Cedar, or speaks of what the catalogue's schema does not have.
    case invalidPolicy = "BH-M065"
    /// Messages that do not fit their flow.
    case messagesDisagree = "BH-M066"

    // Warnings: 070 to 089.

    /// A duty to keep against a duty to destroy.
    case retainAgainstPurge = "BH-M070"
    /// A fact past its own end.
    case expiredFact = "BH-M071"
    /// An authorization that is not in force.
    case authorizationNotInForce = "BH-M072"
    /// An assurance or assessment that is not in force.
    case assuranceNotInForce = "BH-M073"
    /// A determination that is due for review.
    case determinationDue = "BH-M074"
    /// A program that is built nowhere.
    case programWithoutSites = "BH-M075"
    /// A classification that looks incomplete.
    case classificationDoubtful = "BH-M076"
    /// A work center that is asked for more than it has.
    case workCenterOverloaded = "BH-M077"

    /// How bad it is.
    public var severity: PlantProblem.Severity {
        switch self {
        case .retainAgainstPurge, .expiredFact, .authorizationNotInForce, .assuranceNotInForce, .determinationDue,
            .programWithoutSites, .classificationDoubtful, .workCenterOverloaded:
            .warning
        default: .error
        }
    }
}
