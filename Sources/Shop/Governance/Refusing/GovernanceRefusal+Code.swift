extension GovernanceRefusal {
    /// Codes of refusals. A code never changes its meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is nothing of that name.
        case notFound = "BH-G001"
        /// Policies refuse.
        case denied = "BH-G002"
        /// The plant did not answer.
        case noAnswer = "BH-G003"
        /// What was given is not right.
        case invalid = "BH-G010"
        /// The change was closed.
        case closed = "BH-G011"
        /// What was approved is not what the change is now.
        case stale = "BH-G012"
        /// A change of this kind does not belong in this log.
        case misplaced = "BH-G013"
        /// Its approvals, tests or evidence do not suffice.
        case notApproved = "BH-G020"
        /// No baseline was released.
        case noBaseline = "BH-G030"
        /// The files are not those of the released baseline.
        case otherFiles = "BH-G031"
        /// A first baseline was released already.
        case notFirst = "BH-G032"
        /// Two persons have to approve the first one.
        case twoApprovers = "BH-G033"
        /// The baseline cannot be read or decided by.
        case unsound = "BH-G034"
        /// Another baseline was released since.
        case overtaken = "BH-G035"
        /// There is no plan of the plant.
        case noPlan = "BH-G036"
        /// The plan is none of the plant.
        case wrongPlan = "BH-G037"
        /// A clock is not one that this can be done to.
        case clockSettled = "BH-G040"
        /// Clocks of the leak are open.
        case clocksOpen = "BH-G041"
        /// The leak was closed.
        case leakClosed = "BH-G042"
        /// The same access was asked for.
        case alreadyAsked = "BH-G050"
        /// One person has too many open requests.
        case tooManyRequests = "BH-G051"
        /// The request is not in the state that this can be done in.
        case requestSettled = "BH-G052"
        /// Whoever asked decides.
        case ownRequest = "BH-G053"
        /// A need to know would not help.
        case notLifted = "BH-G054"
        /// Nothing refuses it.
        case alreadyPermitted = "BH-G055"
        /// The variant was merged.
        case variantEnded = "BH-G060"
    }
}

extension GovernanceRefusal.Code {
    /// What is the case, in one sentence without a full stop.
    public var says: StaticString { text.says }
    /// What to do, a sentence.
    public var remedy: StaticString { text.remedy }

    private var text: (says: StaticString, remedy: StaticString) {
        switch self {
        case .notFound: ("There is no change of that id that you may know of", "Ask who gave it to you.")
        case .denied: ("Policies do not permit it", "The reasons name what meets them and who can grant it.")
        case .noAnswer:
            (
                "The plant did not answer, and nothing was recorded",
                "Tell whoever administers it: the time leads to the cause. Once the log is opened again, send it again."
            )
        case .invalid: ("What was given is not right", "Mend what is named and send it again.")
        case .closed: ("The change was released, rejected or withdrawn", "Ask for a new change.")
        case .stale:
            ("The change is not what it was when you looked at it", "Look at it as it is now, then decide again.")
        case .misplaced:
            (
                "A change is recorded where what it changes is kept: of the plant in the control log, of a program in its compartment",
                "Ask for it there."
            )
        case .notApproved: ("The change lacks something that its tier asks for", "The reasons name what is missing.")
        case .noBaseline:
            (
                "No baseline was released that is in force today",
                "Release the first one on the console with two approvers, or wait for the effective day of a later one."
            )
        case .otherFiles:
            (
                "The files are not those of the released baseline",
                "Start with the released files; whoever may ask for changes has others released on the page Baselines, and they count at a start from their day on."
            )
        case .notFirst:
            ("A first baseline was released already", "Ask for a change, have it approved, and release that.")
        case .twoApprovers:
            (
                "The first baseline takes two different approvers by name",
                "Enter the names of two persons on the console."
            )
        case .clockSettled:
            (
                "The clock was met already, does not apply, or does not wait for that",
                "Look at the leak as it is now; what was recorded stands."
            )
        case .clocksOpen:
            (
                "Clocks of the leak are neither met nor found not to apply",
                "Report to each addressee and record it, or record why it does not apply; then close the leak."
            )
        case .leakClosed: ("The leak was closed", "Confirm it anew if more of it is known.")
        case .alreadyAsked:
            ("You asked for it already, and it waits", "Whoever decides was told; look at what you asked for.")
        case .tooManyRequests:
            ("You asked for as much as can wait at once", "Wait until some of it is decided, then ask again.")
        case .requestSettled:
            (
                "The request was decided, or nothing was granted that could be taken back",
                "Look at it as it is now; what was recorded stands."
            )
        case .ownRequest:
            ("Nobody decides of access that they asked for themselves", "Ask another person who may decide.")
        case .notLifted:
            (
                "A need to know would give the person nothing now, or would take away what the person has",
                "Ask why they can't; decline the request, or have the register mended."
            )
        case .alreadyPermitted: ("You may see it", "Open it by its code.")
        case .variantEnded:
            ("The variant was merged already", "Look at it as it is now; where it is needed again, ask for a new one.")
        case .overtaken:
            (
                "Another baseline was released since this one was studied",
                "Have its files studied again over those that were released, and ask for it anew."
            )
        case .noPlan:
            (
                "No placement of the plant's programs meets every obligation",
                "bulkhead plan says what cannot hold together, and what would help."
            )
        case .wrongPlan:
            (
                "The plan does not hold for the plant file",
                "Have it made anew from these files (bulkhead plan --json-file); nothing is hosted by a plan that was changed by hand."
            )
        case .unsound: ("The baseline cannot be decided by", "Mend what is named; bulkhead check finds the rest.")
        }
    }
}
