/// What is wrong with a request before anybody looks at what it asks.
public enum MalformedRequest: Error, Hashable, Sendable {
    /// Body, or target, longer than the server takes.
    case tooLarge
    /// More fields than a form has.
    case tooManyFields
    /// A field comes twice.
    case repeatedField
    /// Not UTF-8, or not encoded as forms are.
    case wrongEncoding
    /// The body is not of a type that the route takes.
    case wrongType
    /// It is addressed to another host.
    case wrongHost
    /// It comes from a page of somebody else, or from a page that was open before the session began.
    case forged
    /// Too many of them.
    case tooMany
    /// Too many files are coming in.
    case tooManyUploads
    /// The terminal is locked.
    case locked

    /// What to do, for whoever sent it.
    public var says: StaticString {
        switch self {
        case .tooLarge: "The request is longer than this server takes. Send less at once."
        case .tooManyFields: "The form has more fields than this server takes."
        case .repeatedField: "A field was sent twice. Load the page again and send the form once."
        case .wrongEncoding: "The request is not UTF-8, or not encoded as forms are. Load the page again."
        case .wrongType: "The body is of another type than this address takes."
        case .wrongHost:
            "The request names another host than this server. Use the address that the server printed when it started."
        case .forged: "The form is not from this session. Load the page again and send it from there."
        case .tooMany: "Too many attempts from this place. Wait a minute."
        case .tooManyUploads: "Too many files are being sent at once. Wait until one is through, then send it again."
        case .locked: "This terminal is locked. Unlock it with your PIN, and send it again."
        }
    }

    /// How it is answered.
    public var status: AnswerStatus {
        switch self {
        case .tooLarge: .tooLarge
        case .tooManyFields, .repeatedField, .wrongEncoding: .wrong
        case .wrongType: .wrongType
        case .wrongHost: .misdirected
        case .forged, .locked: .denied
        case .tooMany, .tooManyUploads: .tooMany
        }
    }

    /// Its code, for `bulkhead explain`.
    public var code: StaticString {
        switch self {
        case .tooLarge: "BH-W413"
        case .tooManyFields, .repeatedField, .wrongEncoding: "BH-W400"
        case .wrongType: "BH-W415"
        case .wrongHost: "BH-W421"
        case .forged: "BH-W419"
        case .tooMany, .tooManyUploads: "BH-W429"
        case .locked: "BH-W423"
        }
    }
}
