/// Why some content was not looked into. Never an answer "clean": what was not inspected leaves nowhere by itself.
public enum Uninspected: String, Hashable, Sendable, CaseIterable {
    case encrypted, unknownFormat, picture, legacyOffice, database, executable, archiveKind
    /// No program was configured that takes containers apart.
    case extractorMissing
    /// The program that takes containers apart ended before it was done, or said what it must not.
    case extractorFailed
    case timeBound, sizeBound, depthBound, partBound, ratioBound, findingBound
    case malformed, binaryInText, mixedEncodings, documentTypeDefinition, encodedData
    /// Some of a document was not read: forms in XML, scripts, media, or all but the text of its pages where a reader is missing.
    case documentParts
    /// Pages of a database that are free, which may hold what was deleted.
    case freedPages
}

extension Uninspected: CustomStringConvertible {
    /// `not inspected, because …`, with what to do.
    public var description: String { "not inspected, because " + reason }

    private var reason: String {
        switch self {
        case .encrypted: "it is encrypted; have its owner decrypt it, or determine its label by hand"
        case .unknownFormat: "nothing here knows its format; determine its label by hand, or add a reader"
        case .picture:
            "it is a picture, in which a program does not see all that a person does; look at it and determine its label"
        case .legacyOffice:
            "it is a compound file of older office programs; save it in a current format and send it again"
        case .database: "it holds tables of its own; export them as text, or scan it where it is"
        case .executable: "it is a program; determine its label by hand"
        case .archiveKind: "this kind of archive is not read; pack it as zip or tar"
        case .extractorMissing:
            "no content-inspector is configured, which takes containers apart; install it beside the server"
        case .extractorFailed: "the process that takes it apart failed; the file may be damaged or made to do harm"
        case .timeBound: "reading it took longer than is allowed"
        case .sizeBound: "it holds more than is read at once"
        case .depthBound: "it is nested more deeply than is followed"
        case .partBound: "it has more parts than are read"
        case .ratioBound: "it unpacks to far more than it is, as files do that are made to do harm"
        case .findingBound: "it has more findings than are kept"
        case .malformed: "it breaks the rules of its format, so that a reader may see what was not seen here"
        case .binaryInText: "there are characters in it that no text has"
        case .mixedEncodings: "it is in more than one encoding"
        case .documentTypeDefinition: "it declares a document type, which is not followed; send it without"
        case .encodedData: "a part of it is data written as text, in no format known here"
        case .freedPages: "it has free pages, which may hold what was deleted; compact it (VACUUM) and send it again"
        case .documentParts:
            "the text of its pages was read, and some other part of it was not: forms in XML, scripts, media, or objects that qpdf (which may be missing) does not read"
        }
    }
}
