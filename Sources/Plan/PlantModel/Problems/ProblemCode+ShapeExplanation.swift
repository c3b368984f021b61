extension ProblemCode {
    var shapeEntry: (title: String, explanation: String) {
        switch self {
        case .missingKey:
            (
                "A key is missing",
                "The key has to be there. Where a fact is not known, and the format allows it, write 'unknown': an unknown "
                    + "fact never permits anything."
            )
        case .wrongType:
            (
                "A value of the wrong type",
                "The value is text where a list was expected, a list where a number was expected, and so on. 'true' and "
                    + "'false' stand without quotes; 'yes' and 'no' are words."
            )
        case .invalidChoice:
            ("A word that is not among those possible", "Only the words that the message lists are possible here.")
        case .invalidNumber:
            (
                "A number outside its limits or its unit",
                "Numbers are whole, without a unit, not negative, and below a limit far above any real plant. Hours may be "
                    + "decimal if they come to whole minutes, such as 0.5 or 0.2."
            )
        case .invalidDate:
            (
                "A day that the calendar does not have",
                "Days are written 2026-11-24 (ISO 8601), from 1900 to 2999."
            )
        case .invalidCountry:
            ("No country code", "Countries are ISO 3166-1 alpha-2 codes in capitals, such as US, MX or GB.")
        case .invalidPeriod:
            (
                "No period",
                "A period is written 90d, 12m or 10y, at most a century, or 'life' for the life of the product."
            )
        case .invalidText:
            (
                "An id or text that is not well formed",
                "An id has 1 to \(Limits.identifierLengthMax) letters, digits, '.', '_' and '-' and begins with a letter "
                    + "or digit. Other text has at most \(Limits.textLengthMax) characters."
            )
        case .unsupportedVersion:
            (
                "A version of the format that is not known",
                "The key 'bulkhead' names the version of the format: 1. A later version may mean something else by the "
                    + "same words, so it is not read."
            )
        case .unknownNotAllowed:
            (
                "'unknown' where a fact has to be known",
                "Only facts that a rule may find missing can be 'unknown'. This one has to be known before anything can "
                    + "be planned."
            )
        case .emptyValue:
            ("Nothing where a value has to be", "Write the value, or remove the key.")
        case .misplacedKey:
            (
                "A key that belongs to the plant file",
                "An included file may add to the lists of the plant. What the plant has once (version, enterprise, date, "
                    + "weights, flowCosts, remedyEfforts) stands in the plant file itself."
            )
        case .keysDisagree:
            (
                "Keys that exclude or need one another",
                "The message says which key needs which other, or which two exclude one another."
            )
        case .datesOutOfOrder:
            ("Days out of order", "A first day lies after the last one.")
        default:
            (
                "A key that the format does not know",
                "A key that is not known would be dropped without a word, and with it perhaps a restriction. The message "
                    + "lists the keys that are possible here."
            )
        }
    }

    var referenceEntry: (title: String, explanation: String) {
        switch self {
        case .duplicateID:
            (
                "An id is there twice",
                "An id names one thing within its kind, over all files and tables of a plant."
            )
        case .duplicateEntry:
            ("The same value twice in a list", "Each value stands once in a list.")
        case .misplacedReference:
            (
                "A reference to something that belongs elsewhere",
                "What is referred to exists, but not there: a zone of another site, a work center where the program is not "
                    + "built, a part of a program that the authorization does not cover."
            )
        default:
            (
                "A reference to what is not there",
                "The id is not defined in any file or table of the plant. The nearest id that is defined is named."
            )
        }
    }
}
