/// Why an attachment is not taken. Nothing was attached. No message holds a name or a byte of the content.
public struct AttachmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble.
    public enum Code: Hashable, Sendable {
        /// The compartment takes no attachments here.
        case notOpen
        /// The permission is for something else, or its time is over.
        case notPermitted
        /// The file name is no name.
        case invalidName
        /// No byte was declared.
        case empty
        /// More bytes than are taken.
        case tooLarge
        /// Too many uploads under way.
        case tooMany
        /// There is no such upload of this subject: it was never begun, ended, or was given up.
        case unknownUpload
        /// Something else is being done to the upload at this moment.
        case busy
        /// The upload goes on at another offset.
        case wrongOffset(expected: UInt64)
        /// The content carries a classified marking.
        case classified
        /// It is of none of the types that are taken here.
        case otherType
        /// It carries a marking that goes beyond what restricts the record.
        case restricted
        /// It does something where it is opened.
        case active
        /// Something of it could not be looked into.
        case notInspected
        /// There is no room for it.
        case full
        /// The store, the keys or the cryptographic module failed.
        case failed
        /// The journal did not record it, or it is not known whether it did.
        case notJournaled
    }

    /// What kind.
    public let code: Code
    /// What was wrong and what to do.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    static let unknownUpload = AttachmentError(
        .unknownUpload,
        "there is no such upload: it was never begun, has ended, or waited too long; begin it again"
    )
}
