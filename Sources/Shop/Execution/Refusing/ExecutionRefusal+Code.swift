extension ExecutionRefusal {
    /// Codes of refusals. A code never changes its meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case notFound = "BH-E001"
        case denied = "BH-E002"
        case noAnswer = "BH-E003"
        case busy = "BH-E004"
        case inDoubt = "BH-E005"
        case invalid = "BH-E010"
        case stale = "BH-E011"
        case notHosted = "BH-E012"
        case immutable = "BH-E020"
        case notInReview = "BH-E021"
        case notApproved = "BH-E022"
        case ownApproval = "BH-E023"
        case revisionTaken = "BH-E024"
        case notReleased = "BH-E025"
        case notEffective = "BH-E026"
        case severalEffective = "BH-E027"
        case orderTaken = "BH-E030"
        case serialTaken = "BH-E031"
        case orderPlanned = "BH-E032"
        case unitCancelled = "BH-E033"
        case allBegun = "BH-E034"
        case orderReleased = "BH-E035"
        case finished = "BH-E040"
        case runsElsewhere = "BH-E041"
        case notRunning = "BH-E042"
        case otherOperation = "BH-E043"
        case awaitsBuyOff = "BH-E044"
        case noBuyOff = "BH-E045"
        case ownBuyOff = "BH-E046"
        case held = "BH-E050"
        case qualificationMissing = "BH-E051"
        case qualificationExpired = "BH-E052"
        case trainingMissing = "BH-E053"
        case gaugeMissing = "BH-E054"
        case gaugeOverdue = "BH-E055"
        case gaugeUnusable = "BH-E056"
        case accreditationMissing = "BH-E057"
        case accreditationExpired = "BH-E058"
        case unknownCharacteristic = "BH-E060"
        case notMeasured = "BH-E061"
        case outOfLimits = "BH-E062"
        case alreadyMeasured = "BH-E063"
        case unknownComponent = "BH-E070"
        case notConsumed = "BH-E071"
        case lotMissing = "BH-E072"
        case lotExpired = "BH-E073"
        case lotUnusable = "BH-E074"
        case lotSpent = "BH-E075"
        case otherPart = "BH-E076"
        case componentUnfinished = "BH-E077"
        case componentUsed = "BH-E078"
        case enough = "BH-E079"
        case disposed = "BH-E080"
        case noRework = "BH-E081"
        case reworkNotReleased = "BH-E131"
        case ownDisposition = "BH-E082"
        case builtIn = "BH-E083"
        case notProposed = "BH-E084"
        case notDesignAuthority = "BH-E085"
        case notQuality = "BH-E086"
        case ownCorrection = "BH-E087"
        case nothingCorrected = "BH-E088"
        case notForCustomer = "BH-E089"
        case noCustomerWait = "BH-E092"
        case tooManyUnits = "BH-E100"
        case returnedAlready = "BH-E101"
        case paperReplaced = "BH-E102"
        case paperReturned = "BH-E103"
        case otherOrder = "BH-E104"
        case notDeliverable = "BH-E105"
        case certifiedAlready = "BH-E106"
        case firstArticleState = "BH-E107"
        case productionLapsed = "BH-E108"
        case firstArticleDue = "BH-E130"
        case escapeState = "BH-E109"
        case mediumTooLarge = "BH-E110"
        case mediumDamaged = "BH-E111"
        case mediumPixels = "BH-E112"
        case mediumActive = "BH-E113"
        case mediumRestricted = "BH-E114"
        case mediumClassified = "BH-E115"
        case tooManyMedia = "BH-E116"
        case mediaClosed = "BH-E117"
        case noRoom = "BH-E118"
        case mediumElsewhere = "BH-E119"
        case mediumType = "BH-E120"
        case outdated = "BH-E090"
        case notDetermined = "BH-E091"
        case ownLift = "BH-E095"
        case notBlocking = "BH-E096"
        case liftOver = "BH-E097"
        case ownedElsewhere = "BH-E093"
        case contained = "BH-E094"

        /// The code.
        public var id: String { rawValue }
    }
}

extension ExecutionRefusal.Code {
    /// What is the case, in one sentence without a full stop.
    public var says: StaticString { text.says }
    /// What to do, a sentence.
    public var remedy: StaticString { text.remedy }

    private var text: (says: StaticString, remedy: StaticString) {
        switch self {
        case .notFound:
            (
                "There is nothing of that name that you may know of",
                "Look at the code you scanned, or ask who gave it to you."
            )
        case .denied: ("Policies do not permit it", "The reasons name who can grant it.")
        case .noAnswer:
            (
                "The plant did not answer, and nothing was recorded",
                "Tell whoever administers it: the time leads to the cause in its log. Once that is mended and the log opened again, send it again."
            )
        case .busy: ("Too much is waiting, and nothing was recorded", "Try again in a moment.")
        case .inDoubt:
            (
                "The store failed while it was written, so that it may be recorded or not",
                "Send it again unchanged once the plant is back; it is recorded once."
            )
        case .invalid: ("What was given is not right", "Mend what is named and send it again.")
        case .stale: ("It has changed since you looked at it", "Look at it as it is now, then decide again.")
        case .notHosted:
            (
                "The plan gives this program no place in this instance",
                "Ask the plant's architect where the program is run."
            )
        case .immutable: ("A work definition that was submitted or released is not changed", "Draft a new revision.")
        case .notInReview: ("The work definition is not in review", "Submit it first.")
        case .notApproved:
            ("The change lacks an approval that it needs", "Have somebody else than its author approve it.")
        case .ownApproval: ("Nobody approves what they wrote", "Have somebody else approve it.")
        case .revisionTaken:
            ("There is a work definition of this part and revision already", "Choose the next revision.")
        case .notReleased:
            ("The work definition is not released", "Order a released revision, or have this one released.")
        case .notEffective:
            (
                "No released revision of the part is effective for what is ordered",
                "Order what one is effective for, or have a revision released that is effective for it."
            )
        case .severalEffective:
            (
                "The units take different revisions of the part",
                "Order those of each revision apart; the page of a definition says what it is effective for."
            )
        case .orderTaken: ("There is an order of this number already", "Choose another number.")
        case .serialTaken: ("A serial number is given already", "Choose serial numbers that are free.")
        case .orderPlanned:
            ("The order is not released to the floor", "Have the planner release it, or work on another one.")
        case .unitCancelled:
            ("The unit was cancelled before it was begun", "Work on another one; take its traveler back.")
        case .allBegun:
            (
                "Nothing of it can be cancelled: work began on each unit, or it was cancelled already",
                "What was begun is finished, or disposed of by a nonconformance."
            )
        case .orderReleased: ("The order does not wait for its release", "Look at it as it is now.")
        case .finished: ("The unit is finished, or was scrapped", "Nothing more is done to it here.")
        case .runsElsewhere: ("Somebody else is working on this operation", "Let them pause or complete it.")
        case .notRunning: ("The operation was not started", "Start it first.")
        case .otherOperation: ("The unit is at another operation", "Scan the traveler of the operation that is next.")
        case .awaitsBuyOff: ("The operation waits for its buy-off", "Have it bought off by somebody who may.")
        case .noBuyOff: ("The operation waits for no buy-off", "Look at the unit as it is now.")
        case .ownBuyOff: ("Nobody buys off what they did themselves", "Have somebody else buy it off.")
        case .held: ("The unit is on hold", "Quality disposes of the nonconformance that holds it.")
        case .qualificationMissing:
            (
                "A qualification that the operation asks for is not on file for you",
                "Have it stated from the system that owns qualifications, or give the work to somebody who has it."
            )
        case .qualificationExpired:
            (
                "A qualification that the operation asks for has expired",
                "Have it renewed, and stated from the system that owns qualifications."
            )
        case .trainingMissing:
            (
                "You are not trained on this revision of the work instructions",
                "Take the training, and have it stated from the system that owns trainings; or two persons whom the plant lets lift it for this unit."
            )
        case .gaugeMissing:
            (
                "This gauge is not registered here",
                "Scan the gauge's tag again, take one that is registered, or have quality state it."
            )
        case .gaugeOverdue:
            (
                "This gauge's calibration is due",
                "Take another gauge and send this one to calibration; or two persons whom the plant lets lift it for this unit."
            )
        case .gaugeUnusable: ("This gauge may not be used", "Take another gauge.")
        case .accreditationMissing:
            (
                "No accreditation for the special process of this work center is on file for its site",
                "Have quality state it (process, site, accreditor, last day), or have the work done where it is accredited; nobody lifts this."
            )
        case .accreditationExpired:
            (
                "The accreditation for the special process of this work center has expired",
                "Have it renewed and stated, or have the work done where it is accredited; nobody lifts this."
            )
        case .unknownCharacteristic: ("The operation has no such characteristic", "Look at the operation as it is now.")
        case .notMeasured: ("A characteristic was not measured", "Measure it.")
        case .outOfLimits:
            ("A measurement is out of its limits", "Raise a nonconformance; quality decides what becomes of the unit.")
        case .alreadyMeasured:
            ("The characteristic was measured within its limits already", "A correction is recorded by quality.")
        case .unknownComponent: ("The operation takes no such component", "Look at the operation as it is now.")
        case .notConsumed: ("A component is missing", "Scan it.")
        case .lotMissing:
            (
                "This lot is not registered here, or is another program's",
                "Scan its label again, or have whoever receives material state it."
            )
        case .lotExpired: ("This lot has expired", "Take another lot and put this one aside.")
        case .lotUnusable: ("This lot may not be used", "Take another lot and put this one aside.")
        case .lotSpent:
            (
                "This lot has not as much left",
                "Take what is left of it and the rest of another one; where more is there, have its quantity stated anew, or what was recorded wrongly corrected."
            )
        case .otherPart:
            (
                "This is another part than the operation takes",
                "Scan the part that is asked for, or an alternate that the instructions name; another one takes a revision that names it."
            )
        case .componentUnfinished: ("This unit is not finished, or on hold", "Take one that is finished.")
        case .componentUsed: ("This unit is built into another one already", "Scan another one.")
        case .enough:
            ("The operation has as much of this component as it takes", "Nothing more is to be scanned of it.")
        case .disposed: ("The nonconformance was disposed of already", "Look at it as it is now.")
        case .noRework: ("Rework goes back to an operation that the unit has reached", "Name one of these.")
        case .reworkNotReleased:
            (
                "The rework definition is not released, or is not for this nonconformance of a unit of this part",
                "Have it approved and released first, or name one that is for any unit of the part."
            )
        case .ownDisposition:
            (
                "Nobody disposes of a nonconformance that they raised, or accepts what they proposed",
                "Have somebody else decide it."
            )
        case .builtIn:
            (
                "The unit is built into another one",
                "Dispose of the unit that it is part of, or take it out of that one first."
            )
        case .notProposed:
            ("No disposition waits for the design authority", "Look at the nonconformance as it is now.")
        case .notDesignAuthority:
            (
                "Policies do not let you approve as the design authority",
                "Have it accepted by somebody whom the plant's grants name for that."
            )
        case .notQuality:
            (
                "Policies do not let you decide it in the capacity of quality",
                "Have it decided by somebody whom the plant's grants name for that."
            )
        case .ownCorrection:
            (
                "Nobody corrects what they recorded themselves where changes of the program are of tier 2 or 3",
                "Have it corrected by somebody whom the plant's grants name for quality."
            )
        case .nothingCorrected: ("Nothing is other than it was recorded", "Give what is to stand there instead.")
        case .notForCustomer:
            (
                "Policies do not let you record what the customer decided",
                "Have it recorded by somebody whom the plant's grants name for the capacity customer."
            )
        case .noCustomerWait:
            ("The nonconformance does not wait for the customer", "Look at it as it is now.")
        case .tooManyUnits:
            (
                "The order has more units than one traveler carries",
                "Print a traveler for each unit, or order fewer at once."
            )
        case .paperReplaced:
            (
                "A later print took the place of this traveler",
                "Work by the last one; take this one back, and have what is signed on it compared."
            )
        case .paperReturned: ("This traveler was taken back", "Have another one printed if work is to go on by paper.")
        case .otherOrder: ("A unit is none of this order", "Choose units of the order that is certified.")
        case .notDeliverable:
            (
                "A unit is not finished, on hold, or built into another one",
                "Certify those that are finished and free; what is built in is on the certificate of what it is part of."
            )
        case .certifiedAlready:
            ("A unit is on a certificate already", "Print that certificate again, or leave the unit out.")
        case .firstArticleState:
            ("The first article is at another step", "Look at it as it is now: it is verified first, then approved.")
        case .productionLapsed:
            (
                "A unit was made after the part's production had lapsed for two years, and no first article of it was approved since",
                "Open a first article inspection of a unit that was made since, for the reason of the lapse, and have it verified and approved."
            )
        case .firstArticleDue:
            (
                "What was made differs from what the part's first articles were made of",
                "Open a first article inspection of a unit of this revision, partial where the rest stands, and have it verified and approved."
            )
        case .escapeState:
            (
                "The notice of escape is at another step",
                "Look at it as it is now: it is written and signed first, then recorded as told; it is withdrawn once, and of that the customer is told who was told of it."
            )
        case .mediumType:
            (
                "By what is in it the file is neither a PNG or JPEG picture nor a PDF",
                "Save it as one of these; an SVG, which can carry programs, is drawn out as a PNG."
            )
        case .mediumTooLarge:
            ("The file has more than 20 MiB", "Save the picture smaller, or send the PDF's sheets apart.")
        case .mediumDamaged:
            (
                "The file breaks the rules of its format, so that not all of it could be looked into",
                "Save the picture anew, or print the PDF to a new one, and send that."
            )
        case .mediumPixels:
            ("The picture has more than 40 million pixels, or a side of more than 16384", "Save it smaller.")
        case .mediumActive:
            (
                "The PDF holds scripts, actions, addresses or files, or is encrypted",
                "Print it to a new PDF and send that."
            )
        case .mediumRestricted:
            (
                "The file carries a marking that goes beyond what restricts this work definition",
                "Put it into a definition of the program that it belongs to; where the marking is a mistake, its owner removes it."
            )
        case .mediumClassified:
            (
                "The file carries a classified marking, and was not stored",
                "Do not send it again; report it as a spill to your security office now."
            )
        case .tooManyMedia: ("Too many files are being sent at once", "Wait until one is through, then send it again.")
        case .mediaClosed:
            ("No files are kept here", "Tell whoever runs the plant: the attachments of this program are not open.")
        case .noRoom:
            (
                "The volume of the attachments is full, and nothing was kept",
                "Tell whoever runs the plant, and send it again once there is room."
            )
        case .mediumElsewhere:
            (
                "A medium is none that was sent to this draft",
                "Leave it out, and send the file to the operation that shows it."
            )
        case .returnedAlready: ("This traveler came back already", "Look at what was found then.")
        case .notDetermined:
            (
                "No determination of the plant lets it be said",
                "Have one approved, or ask who may see each program's own."
            )
        case .ownLift:
            (
                "Nobody lifts a gate for themselves, or confirms what they asked for",
                "Have somebody else do it, whom the plant's grants let lift gates."
            )
        case .notBlocking:
            ("This gate does not block", "Nothing is to be lifted; look at the unit as it is now.")
        case .liftOver:
            (
                "The lift was confirmed already, or its last day is over",
                "Look at it as it is now, or ask for another one."
            )
        case .ownedElsewhere:
            (
                "A system owns this fact, so that it is not kept here by hand",
                "Have it changed in that system, and stated or fed from there."
            )
        case .contained:
            (
                "It was contained here, and what a system says of it does not lift that",
                "Quality states by hand that it may be used, once it is cleared; or contain it in that system as well."
            )
        case .outdated:
            ("A newer statement of this fact is on file", "Nothing is to be done, unless the dates are wrong.")
        }
    }
}
