/// Why somebody is not signed in, or an account not changed. None tells whether there is such a badge.
public enum AccountRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// What was given does not fit the badge, there is no such badge, or the account waits after failures.
    case notSignedIn = "BH-P001"
    /// Another sign-in with this badge is under way.
    case underWay = "BH-P002"
    /// The register has no facts about the person.
    case notInRegister = "BH-P003"
    /// A PIN has six to twelve digits.
    case notAPIN = "BH-P004"
    /// A password has at least twelve characters.
    case notAPassword = "BH-P005"
    /// Everybody would try it first.
    case wellKnown = "BH-P006"
    /// The one-time link is used, or its time is over.
    case linkOver = "BH-P007"
    /// The badge is somebody else's, or the person has another.
    case badgeTaken = "BH-P008"
    /// Only an administrator may.
    case notAdministrator = "BH-P009"
    /// There is no such account.
    case noAccount = "BH-P010"
    /// An id, a name or a badge is empty or too long.
    case notAName = "BH-P011"

    /// The plant file has no such system, or it has no key.
    case noSystem = "BH-P013"
    /// There is no generator of one-time passwords.
    case noGenerator = "BH-P014"
    /// The generator is changed in a session of two factors.
    case secondFactorFirst = "BH-P015"
    /// The one-time password does not fit, was used, or the account waits after failures.
    case notThatPassword = "BH-P016"
    /// There is no such terminal.
    case noTerminal = "BH-P017"
    /// Another terminal is called so, or there are as many as there may be.
    case terminalTaken = "BH-P018"
    /// A terminal stands in no zone of the plant file, in no country, or in a country that its zone is not in.
    case noPlace = "BH-P019"
    /// A terminal's code is another, was used, or its time is over.
    case terminalCodeOver = "BH-P020"

    /// What is the case, in a few words.
    public var title: String {
        switch self {
        case .notSignedIn: "Nobody was signed in"
        case .underWay: "The badge is being signed in elsewhere"
        case .notInRegister: "The person register has no facts about the person"
        case .notAPIN: "That is no PIN"
        case .notAPassword: "That is no password"
        case .wellKnown: "The secret is one that is tried first"
        case .linkOver: "The one-time link was used, or its time is over"
        case .badgeTaken: "The badge belongs to another account"
        case .notAdministrator: "Only an administrator may"
        case .noAccount: "There is no such account"
        case .notAName: "An id, a name or a badge is empty or too long"
        case .noSystem: "There is no such system, or it has no key"
        case .noGenerator: "There is no generator of one-time passwords"
        case .secondFactorFirst: "Who has a generator of one-time passwords uses it before it is changed"
        case .notThatPassword: "That is not the one-time password"
        case .noTerminal: "There is no such terminal"
        case .terminalTaken: "Another terminal is called so"
        case .noPlace: "A terminal stands where the plant file has no place"
        case .terminalCodeOver: "The terminal's code was used, or its time is over"
        }
    }

    /// What is wrong and what to do.
    public var says: StaticString {
        switch self {
        case .notSignedIn:
            "What you gave does not fit the badge. After five failures an account waits, longer each time. Try again, or ask an administrator for a new enrolment code."
        case .underWay: "This badge is being signed in somewhere at this moment. Try again."
        case .notInRegister:
            "The person register has no facts about you, so nothing can be shown to you. Ask whoever feeds the register."
        case .notAPIN: "A PIN has 6 to 12 digits. Choose another."
        case .notAPassword: "A password has 12 to 128 characters. Choose another."
        case .wellKnown: "That is one of the secrets that are tried first. Choose another."
        case .linkOver: "This link was used, or its time is over. Start the server again for a new one."
        case .badgeTaken: "The badge belongs to another account. Take back the old badge first, or use another."
        case .notAdministrator: "Only an administrator may do this."
        case .noAccount: "There is no such account. Read the person register first."
        case .noSystem:
            "The plant file has no such system, or it has no key. Give the id that it has in the plant file."
        case .noGenerator:
            "You have no generator of one-time passwords. Set a password for desks, which gives you one, and come back."
        case .secondFactorFirst:
            "You have a generator of one-time passwords. Give the second factor first; if you have lost it, ask an administrator for a new enrolment code."
        case .notThatPassword:
            "The one-time password does not fit or was used. Wait for the next one; after five failures an account waits, longer each time."
        case .noTerminal: "There is no such terminal. Load the list of terminals again."
        case .terminalTaken:
            "Another terminal is called so, or there are 1,000 already. Take one back, or call this one otherwise."
        case .noPlace:
            "Give a zone by its id in the plant file, or a country as two capital letters (ISO 3166-1), such as US. With a zone the country is that of its site."
        case .terminalCodeOver:
            "This code is of no terminal, was used, or its time is over. Ask an administrator for a new one."
        case .notAName: "Give an id, a name and a badge, each of at most 64 letters, digits, spaces and - . _ @."
        }
    }
}
