extension RefusalCode {
    /// The refusal in a few words.
    public var title: String { entry.title }

    /// What it means and what to do, for `bulkhead explain`.
    public var explanation: String { entry.explanation }

    private var entry: (title: String, explanation: String) {
        switch rawValue.dropFirst(3).first {
        case "B": boundaryEntry
        case "R": releaseEntry
        case "A": attachmentEntry
        case "J": journalEntry
        default: storeEntry
        }
    }

    private var boundaryEntry: (title: String, explanation: String) {
        switch self {
        case .notFound:
            (
                "There is nothing of that name that you may know of",
                """
                What is not there and what you may not know of look the same, on purpose: else a refusal would tell what exists. Look at the code or \
                the link again; if you are sure that it exists, ask whoever gave it to you who may let you know of it.
                """
            )
        case .denied:
            (
                "Policies do not permit it",
                """
                The refusal names each policy that refuses, where it is written and what meets it. 'default-deny' means that nothing permits it: a \
                grant of the plant is missing. 'sealed' means that the record's label cannot be read. Whoever is named can grant the smallest \
                change that would permit it.
                """
            )
        case .noPolicies:
            (
                "There are no policies to decide by",
                """
                Without policies nothing is given out. No released baseline was adopted since the start, the policies cannot be asked as of today, \
                the plant's clock is wrong, or the control log did not say whether it recorded the last adoption. Whoever runs the plant adopts the \
                released baseline, sets the clock, or starts the instance anew.
                """
            )
        case .unknownCompartment:
            (
                "A compartment is not open here",
                """
                The compartment is not of this instance, or could not be opened when it started: its log, keys or views are damaged or gone. The \
                start names it with the reason; the others serve. Mend it, then open it again.
                """
            )
        case .unknownKind:
            (
                "A kind of record was not declared",
                "The program asks for a kind of record that it did not declare at the start. This is a fault of the program: report it."
            )
        case .invalidQuestion:
            (
                "What was asked is no question",
                """
                A list by a column that cannot order it, a page that follows a record which is gone, a person who is not in the register, a program \
                that the plant does not have. The message names it; mend the question.
                """
            )
        case .notJournaled:
            (
                "The journal did not record it",
                """
                Nothing leaves and nothing is done without its record. The log of the compartment failed, is full or stands still, and whether the last \
                event is in it is perhaps not known. Nothing was given out. Whoever runs the plant looks at that log; then ask again.
                """
            )
        case .noAnswer:
            (
                "The store did not answer",
                "The views of a compartment could not be read. Nothing was given out. Try again; if it stays, whoever runs the plant looks at the store."
            )
        case .notDetermined:
            (
                "A determination does not hold",
                """
                A value is shown under a weaker label only by a determination that was approved, has not lapsed and covers every program in it. The \
                message says which of these fails. Have the determination approved, reviewed or extended, as a change.
                """
            )
        case .notInspected:
            (
                "Nobody has looked into all of an attachment",
                """
                A file that could not be inspected wholly leaves nowhere by itself: it is encrypted, nested too deep, or of a form that no inspector \
                understands. A named person looks into it and determines what restricts it.
                """
            )
        case .content:
            (
                "Stored content is not what was attached",
                "The bytes on the volume were changed, moved or cut, or are gone. Nothing of them leaves. Restore the attachments from their backup."
            )
        case .notRestored:
            (
                "What the control log knows is not loaded",
                """
                After a start nothing is given out until persons' facts are back and the policies are the ones that were adopted. Either the files are \
                not those of the adopted baseline (give them back, or have the change released), or the site was not opened whole.
                """
            )
        case .usedUp:
            (
                "An authorization was used up",
                """
                The authorization that this would rest on has a limit of uses, and the last one was taken while this was asked. Ask again: what else \
                permits it is found then. Otherwise have the authorization renewed.
                """
            )
        default:
            (
                "The plan gives the program no place here",
                """
                An instance takes data of the programs that its plan gives to it, each in its compartment, and of no other. Send it to the instance \
                that the message or the plan names, or have the plan changed and released.
                """
            )
        }
    }

    private var releaseEntry: (title: String, explanation: String) {
        switch self {
        case .notLiteral:
            (
                "A text that has to be literal holds a value",
                "A page without data holds sentences of the program alone. This is a fault of the program: report it."
            )
        case .otherClearance:
            (
                "A value was cleared for another recipient, channel, set of policies or time",
                "What is shown together is released together. This is a fault of the program: report it."
            )
        case .otherRecipient:
            (
                "A release is for somebody else",
                "What was cleared for one person is not sent to another. Sign in again; if it stays, report it."
            )
        case .otherPolicies:
            (
                "The policies have changed since",
                "Other policies were adopted between the decision and the answer. Ask again."
            )
        case .otherFacts:
            (
                "What is known of you has changed since",
                "Your facts in the register changed between the decision and the answer. Ask again; if you see less now, that is why."
            )
        default:
            ("It was not sent in time", "A release is good for a minute and no longer than its day. Ask again.")
        }
    }
}
