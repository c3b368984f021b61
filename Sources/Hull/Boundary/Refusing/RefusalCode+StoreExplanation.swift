extension RefusalCode {
    var attachmentEntry: (title: String, explanation: String) {
        switch self {
        case .attachmentsClosed:
            ("A compartment takes no attachments", "Its attachments are not open. Whoever runs the plant opens them.")
        case .uploadNotPermitted:
            (
                "The permission does not cover this upload",
                "A permission is for one record and a short time. Ask to attach again; nothing was attached."
            )
        case .fileName:
            (
                "The file name is no name",
                "It is empty, too long, or has separators or control characters. Rename the file and attach it again."
            )
        case .emptyFile: ("The file is empty", "Nothing was attached. Look at the file where it comes from.")
        case .fileTooLarge:
            (
                "The file, or a piece of it, is too large",
                "The message names the limit. Split the file, or have the limit raised."
            )
        case .tooManyUploads:
            (
                "Too many uploads are under way",
                "Let others end, or give up uploads of yours that are not needed, then try again."
            )
        case .unknownUpload:
            ("There is no such upload", "It was never begun, has ended, or waited too long. Begin it again.")
        case .uploadBusy: ("The upload is being worked on", "Another piece is being taken in. Wait for it, then go on.")
        case .uploadOffset:
            ("The upload goes on at another offset", "The answer names how many bytes are here. Go on from there.")
        case .classifiedFile:
            (
                "The file carries a classified marking",
                """
                Classified content is not kept here at all: it belongs on its own authorized system. Do not send it again. Tell your security officer \
                now; where the marking is a mistake, its owner removes it.
                """
            )
        case .fileType:
            (
                "The file is of a type that is not taken here",
                "What counts is what is in it. Save it as a type that the message names."
            )
        case .fileRestricted:
            (
                "The file carries a marking that goes beyond the record",
                "It belongs to a more restricted program. Attach it to a record of that one; where the marking is a mistake, its owner removes it."
            )
        case .fileActive:
            (
                "The file does something where it is opened, or is encrypted",
                "Scripts, programs to start, forms to send, addresses and files within a PDF are not shown to others. Print it to a new PDF and attach that."
            )
        case .fileNotInspected:
            (
                "Not all of the file could be looked into",
                "It is damaged, made by a program that keeps to no rules, or more than is read. Print it to a new PDF, or save the picture anew, and attach that."
            )
        case .noRoom:
            (
                "There is no room for the file",
                "The volume of the attachments is full. Nothing was attached. Whoever runs the plant makes room; then begin again."
            )
        case .uploadFailed:
            (
                "The upload failed",
                "The store, the keys or the cryptographic module failed. Nothing was attached. Begin again."
            )
        default:
            (
                "It is not known whether the attachment was recorded",
                "The journal failed. Look whether the attachment is there; if not, attach it again."
            )
        }
    }

    var journalEntry: (title: String, explanation: String) {
        switch self {
        case .logDamaged:
            (
                "A log is not what was signed",
                "Bytes were changed, cut or lost. Nothing more is written to it. Check it with 'bulkhead audit', then restore its newest backup."
            )
        case .logForeign:
            (
                "A log or its keys are of another origin",
                "Files of another site or compartment lie here. Put back the right ones."
            )
        case .logKeys:
            (
                "A key is missing, does not open, or may be read by others",
                "Put the key back from its own backup, or take away what others may do with its file."
            )
        case .logBehind:
            (
                "A log was rolled back",
                "A witness remembers more than is here: an old backup was restored. Restore the newest one; events after it are lost otherwise."
            )
        case .logForked:
            (
                "A witness remembers another log",
                "Two logs go by one name, or this one was rewritten. Stop, keep both, and have it looked into."
            )
        case .logExists:
            ("There is a log already", "A new log is made only where there is none. Open the one that is there.")
        case .logStore:
            (
                "The store of a log refused",
                "Nothing was written. The message says why: mostly no room, or no right to write."
            )
        case .logBusy:
            (
                "Too much is waiting, or views are being made",
                "Nothing was recorded. Try again in a moment; under the same command id nothing is done twice."
            )
        case .logInDoubt:
            (
                "It is not known whether it was recorded",
                "The store failed while it was written. Send it again under the same command id once the log is open: it is recorded once."
            )
        case .logStopped:
            (
                "A log does not write",
                "It was closed, or failed before. Whoever runs the plant opens it again, which checks all of it."
            )
        case .invalidEvent:
            (
                "An event cannot be recorded",
                "It is too large, or one of its texts is not well formed. Nothing was recorded."
            )
        case .held:
            (
                "A legal hold forbids it",
                "The hold is named. Nothing under it is destroyed until whoever set it lifts it."
            )
        case .retention:
            (
                "The published retention policy forbids it",
                "Publish another policy first, as a change, or wait until it lets go."
            )
        default:
            (
                "What was said is gone",
                "The payload was shredded, erased or pruned, as its retention asked. That it was there, and when, is still proved."
            )
        }
    }

    var storeEntry: (title: String, explanation: String) {
        switch self {
        case .storeName:
            (
                "A name is none that a store can have",
                "Use a lower-case letter, then lower-case letters, digits and '_', at most 40."
            )
        case .storeValue:
            (
                "A store does not take a value",
                "Views and program are of different versions, or a value is out of bounds. Rebuild the views."
            )
        case .storeMissing:
            (
                "A store is not here",
                "The folder, file or schema of a compartment is gone or was never made. Restore it from its backup."
            )
        case .storeConflict:
            ("Somebody else wrote to a store", "Two processes run over one store. Stop one of them.")
        case .storeBusy: ("Another process holds a store", "Stop the other process, or wait until it has ended.")
        case .storeFull:
            ("There is no room", "Nothing was written. Make room on the volume, then open the log again.")
        case .storeReadOnly:
            ("A store may not be written", "Give the process the right to write, or mount the volume for writing.")
        case .storeFailed:
            (
                "A device or connection failed",
                "Whether the last write is there is not known until the log is opened again. Look at the device first."
            )
        case .storeDamaged:
            (
                "A store is not as it was written",
                "Bytes were changed or lost. Restore the newest backup; views are made anew from the log."
            )
        default:
            ("A store is of another version", "Use the program that wrote it, or run 'bulkhead store migrate'.")
        }
    }
}
