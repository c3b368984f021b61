/// The kinds of refusals of the hull that a person can meet, each under a code that never changes its meaning and is never used again.
/// Letters: B what the boundary decides, R what an exit refuses, A attachments, J journals, S stores.
public enum RefusalCode: String, Sendable, Hashable, CaseIterable {
    /// There is nothing of that name that the asker may know of.
    case notFound = "BH-B001"
    /// Policies refuse.
    case denied = "BH-B002"
    /// There are no policies to decide by.
    case noPolicies = "BH-B003"
    /// A compartment is not open here.
    case unknownCompartment = "BH-B004"
    /// A kind of record was not declared.
    case unknownKind = "BH-B005"
    /// What was asked is no question.
    case invalidQuestion = "BH-B006"
    /// The journal did not record it.
    case notJournaled = "BH-B007"
    /// The store did not answer.
    case noAnswer = "BH-B008"
    /// A determination does not hold.
    case notDetermined = "BH-B009"
    /// Nobody has looked into all of an attachment.
    case notInspected = "BH-B010"
    /// Content is not what was attached.
    case content = "BH-B011"
    /// What the control log knows is not loaded.
    case notRestored = "BH-B012"
    /// An authorization was used up.
    case usedUp = "BH-B013"
    /// The plan gives the program no place.
    case notHosted = "BH-B014"

    /// A text that has to be literal holds a value.
    case notLiteral = "BH-R001"
    /// A value was cleared otherwise.
    case otherClearance = "BH-R002"
    /// A release is for somebody else.
    case otherRecipient = "BH-R003"
    /// Policies have changed.
    case otherPolicies = "BH-R004"
    /// What is known of the recipient has changed.
    case otherFacts = "BH-R005"
    /// A release was not sent in time.
    case expired = "BH-R006"

    /// A compartment takes no attachments.
    case attachmentsClosed = "BH-A001"
    /// A permission does not cover an upload.
    case uploadNotPermitted = "BH-A002"
    /// A file name is no name.
    case fileName = "BH-A003"
    /// A file is empty.
    case emptyFile = "BH-A004"
    /// A file is too large.
    case fileTooLarge = "BH-A005"
    /// Too many uploads are under way.
    case tooManyUploads = "BH-A006"
    /// There is no such upload.
    case unknownUpload = "BH-A007"
    /// An upload is being worked on.
    case uploadBusy = "BH-A008"
    /// An upload goes on at another offset.
    case uploadOffset = "BH-A009"
    /// A file carries a classified marking.
    case classifiedFile = "BH-A010"
    /// An upload failed.
    case uploadFailed = "BH-A011"
    /// An attachment was perhaps not recorded.
    case uploadNotJournaled = "BH-A012"
    /// A file is of a type that is not taken.
    case fileType = "BH-A013"
    /// A file is more restricted than the record.
    case fileRestricted = "BH-A014"
    /// A file does something where it is opened.
    case fileActive = "BH-A015"
    /// Something of a file could not be looked into.
    case fileNotInspected = "BH-A016"
    /// There is no room for a file.
    case noRoom = "BH-A017"

    /// A log is not what was signed.
    case logDamaged = "BH-J001"
    /// A log is of another origin.
    case logForeign = "BH-J002"
    /// A key is missing or exposed.
    case logKeys = "BH-J003"
    /// A log was rolled back.
    case logBehind = "BH-J004"
    /// A witness remembers another log.
    case logForked = "BH-J005"
    /// There is a log already.
    case logExists = "BH-J006"
    /// A log's store refused.
    case logStore = "BH-J007"
    /// Too much is waiting.
    case logBusy = "BH-J008"
    /// It is not known whether it was recorded.
    case logInDoubt = "BH-J009"
    /// A log does not write.
    case logStopped = "BH-J010"
    /// An event cannot be recorded.
    case invalidEvent = "BH-J011"
    /// A legal hold forbids it.
    case held = "BH-J012"
    /// The retention policy forbids it.
    case retention = "BH-J013"
    /// A payload is gone.
    case gone = "BH-J014"

    /// A name of a store is none.
    case storeName = "BH-S001"
    /// A store does not take a value.
    case storeValue = "BH-S002"
    /// A store is not here.
    case storeMissing = "BH-S003"
    /// Somebody else wrote to a store.
    case storeConflict = "BH-S004"
    /// Another process holds a store.
    case storeBusy = "BH-S005"
    /// There is no room.
    case storeFull = "BH-S006"
    /// A store may not be written.
    case storeReadOnly = "BH-S007"
    /// A device or connection failed.
    case storeFailed = "BH-S008"
    /// A store is not as it was written.
    case storeDamaged = "BH-S009"
    /// A store is of another version.
    case storeVersion = "BH-S010"
}
