public import Journal
public import Storage

extension BoundaryError {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode { code.refusal }
}

extension BoundaryError.Code {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch self {
        case .noPolicies: .noPolicies
        case .unknownCompartment: .unknownCompartment
        case .unknownKind: .unknownKind
        case .invalidQuestion: .invalidQuestion
        case .notJournaled: .notJournaled
        case .storage: .noAnswer
        case .notDetermined: .notDetermined
        case .notInspected: .notInspected
        case .content: .content
        case .notRestored: .notRestored
        case .usedUp: .usedUp
        case .notHosted: .notHosted
        }
    }
}

extension AccessRefusal {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch self {
        case .notFound: .notFound
        case .denied: .denied
        case .failed(let error): error.refusal
        }
    }
}

extension ReleaseError {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch self {
        case .notLiteral: .notLiteral
        case .otherClearance: .otherClearance
        case .otherRecipient: .otherRecipient
        case .otherPolicies: .otherPolicies
        case .otherFacts: .otherFacts
        case .expired: .expired
        }
    }
}

extension AttachmentError {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch code {
        case .notOpen: .attachmentsClosed
        case .notPermitted: .uploadNotPermitted
        case .invalidName: .fileName
        case .empty: .emptyFile
        case .tooLarge: .fileTooLarge
        case .tooMany: .tooManyUploads
        case .unknownUpload: .unknownUpload
        case .busy: .uploadBusy
        case .wrongOffset: .uploadOffset
        case .classified: .classifiedFile
        case .otherType: .fileType
        case .restricted: .fileRestricted
        case .active: .fileActive
        case .notInspected: .fileNotInspected
        case .full: .noRoom
        case .failed: .uploadFailed
        case .notJournaled: .uploadNotJournaled
        }
    }
}

extension JournalError.Code {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch self {
        case .damaged: .logDamaged
        case .foreign: .logForeign
        case .keys: .logKeys
        case .behindWitness: .logBehind
        case .forked: .logForked
        case .exists: .logExists
        case .store: .logStore
        case .tryLater: .logBusy
        case .inDoubt: .logInDoubt
        case .stopped: .logStopped
        case .invalidDraft: .invalidEvent
        case .held: .held
        case .policy: .retention
        case .gone: .gone
        }
    }
}

extension StorageError.Code {
    /// The code that `bulkhead explain` knows.
    public var refusal: RefusalCode {
        switch self {
        case .invalidName: .storeName
        case .invalidValue: .storeValue
        case .missing: .storeMissing
        case .conflict: .storeConflict
        case .busy: .storeBusy
        case .full: .storeFull
        case .readOnly: .storeReadOnly
        case .failed: .storeFailed
        case .damaged: .storeDamaged
        case .version: .storeVersion
        }
    }
}
