internal import HTTPExit

/// The codes of what pages themselves refuse; those of the plant floor, of accounts and of the hull are with these. A code never changes its meaning.
public enum PageCode: CaseIterable, Sendable {
    /// No badge was scanned.
    case badgeMissing
    /// A new PIN was typed in two ways.
    case pinsDiffer
    /// No traveler was scanned.
    case travelerMissing
    /// A measured value is no number.
    case noNumber
    /// Rows of a form hold what is no number.
    case rowsWrong
    /// A day is none.
    case noDay
    /// Nothing of what a form offers was chosen.
    case nothingChosen
    /// A document would lack a part of what it is about.
    case notWhole
    /// What was scanned as a component is no one unit.
    case componentUnknown
    /// A form lacks what its page put there.
    case formNotWhole
    /// A question about access lacks whom or what it is about.
    case questionNotWhole
    /// A question of what if lacks a person, a fact, or what it would be.
    case noFact
    /// A moment is written otherwise.
    case noMoment
    /// A leak lacks its program, or names what is no record.
    case leakNotWhole
    /// A request for access names no record, or no day.
    case requestNotWhole
    /// A sample of evidence lacks its size or its seed.
    case noSample
    /// A list is asked for from a record that is not on it, or too much at once.
    case notAnswerable
    /// A feed of the person register has wrong lines.
    case feedWrong
    /// Not well-formed.
    case malformed
    /// Nobody is signed in.
    case signedOut
    /// Policies refuse.
    case denied
    /// Not there, or not to be known of.
    case notFound
    /// Too long.
    case tooLarge
    /// Of another type.
    case wrongType
    /// From another page.
    case forged
    /// To another host.
    case wrongHost
    /// Too many.
    case tooMany
    /// Somebody locked the terminal.
    case locked
    /// Failed in a way that nobody expected.
    case failed
    /// A log or a store does not answer.
    case unavailable

    /// The code.
    public var code: StaticString { text.code }
    /// What is the case, in a few words.
    public var title: String { text.title.description }
    /// What to do.
    public var says: StaticString { text.says }

    /// The refusal, about a field of the form.
    func refusal(_ field: StaticString? = nil) -> Refusal {
        Refusal(code.description, says, field: field, status: .wrong)
    }

    private var text: (code: StaticString, title: StaticString, says: StaticString) {
        switch self {
        case .badgeMissing: ("BH-W101", "No badge was scanned", "Scan your badge, or type its number.")
        case .pinsDiffer: ("BH-W102", "The two PINs differ", "Type the same new PIN twice.")
        case .travelerMissing: ("BH-W110", "No traveler was scanned", "Scan a traveler, or type its code.")
        case .noNumber:
            ("BH-W111", "A measured value is no number", "Give the measured value in digits, such as 12.70.")
        case .rowsWrong:
            (
                "BH-W113", "A row of the form holds what is no number, or lacks one",
                "Mend the rows that are named and send it again; nothing was changed."
            )
        case .noDay: ("BH-W114", "A day is written otherwise", "Write the day as year, month and day: 2026-12-10.")
        case .nothingChosen:
            ("BH-W115", "Nothing was chosen of what the form offers", "Choose what it is about, and send it again.")
        case .notWhole:
            (
                "BH-W116", "There is more to it than one document takes",
                "Take it as data, or make a document of fewer units."
            )
        case .componentUnknown:
            (
                "BH-W117", "No one unit that one may know of has this code or serial number",
                "Scan the traveler of the unit that is built in, or type its serial number as it stands on it."
            )
        case .formNotWhole:
            ("BH-W112", "The form is not whole", "Load the page again and send the form from there.")
        case .questionNotWhole:
            (
                "BH-W120", "A question about access is not whole",
                "Give the id of a person, and the code of a record as it is scanned: 32 digits and letters."
            )
        case .noFact:
            (
                "BH-W121", "A fact is supposed that none can be",
                "Give the id of a person, one of the facts, and what it would be as the register's file has it: yes, US; MX until 2011-03-04, none, or nothing."
            )
        case .noMoment:
            (
                "BH-W123", "A moment is written otherwise",
                "Write it in UTC as year, month, day, hour and minute: 2026-12-10 14:05. Nothing stands for now."
            )
        case .leakNotWhole:
            (
                "BH-W124", "A leak lacks its program or its clock, or names what is no record",
                "Choose the program, and give the code of a record as it is scanned, 32 digits and letters, or nothing for all of the program."
            )
        case .requestNotWhole:
            (
                "BH-W125", "A request for access is not whole",
                "Give the code of what was refused, 32 digits and letters, and the last day as year, month and day: 2026-12-10."
            )
        case .noSample:
            (
                "BH-W126", "A sample lacks its size or its seed",
                "Give how many, of 1 to 2000, and a seed of up to 64 letters and digits."
            )
        case .notAnswerable:
            (
                "BH-W122",
                "It cannot be answered as it was asked: the list has no such record, or it is too much at once",
                "Begin the list anew, or ask for less."
            )
        case .feedWrong:
            (
                "BH-P012", "The feed has wrong lines, and nothing was taken over",
                "Mend the lines that are named and send all again."
            )
        case .malformed: ("BH-W400", "The request is not well-formed", "Load the page again and send it from there.")
        case .signedOut: ("BH-W401", "Nobody is signed in", "Sign in, and send it again.")
        case .denied:
            ("BH-W403", "Policies refuse it", "The page names the rules, where they are written and what meets them.")
        case .notFound:
            (
                "BH-W404", "There is nothing of that name that one may know of",
                "Look at the code that was scanned, or ask who gave it to you."
            )
        case .tooLarge: ("BH-W413", "The request is longer than the server takes", "Send less at once.")
        case .wrongType: ("BH-W415", "The body is of another type than the address takes", "Send a form, or JSON.")
        case .forged:
            (
                "BH-W419", "The form is not from a page of this session",
                "Load the page again and send it from there. A page that was open before signing in is none of this session."
            )
        case .wrongHost:
            (
                "BH-W421", "The request names another host",
                "Use the address that the server printed; name others with --host when it is started."
            )
        case .tooMany: ("BH-W429", "Too many attempts from one place in a minute", "Wait a minute.")
        case .locked:
            ("BH-W423", "The terminal is locked", "Unlock it with the PIN of whoever locked it, and send it again.")
        case .failed:
            (
                "BH-W500", "The server failed in a way that nobody expected",
                "Look whether it was done before you send it again; its log has the time and the kind of the failure."
            )
        case .unavailable:
            (
                "BH-W503", "A log or a store does not answer, and nothing was done",
                "Try again; if it stays so, whoever runs the server finds the cause in its log."
            )
        }
    }
}
