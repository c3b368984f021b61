/// A file that one exit made of a release, such as a document, and that another one carries to the recipient, such as an answer over HTTP.
///
/// It stays for the one it was released to and for as long: whoever is neither exit has no way to its bytes.
public struct ReleasedFile: Sendable {
    /// A name for it, of letters, digits, dots and hyphens.
    public let name: String
    /// What it is, such as `application/pdf`.
    public let mediaType: String
    /// What it is marked as a whole: the banner of each of its pages.
    public let banner: String
    /// Its length.
    public let byteCount: Int
    private let bytes: [UInt8]
    private let recipient: Subject
    private let standing: Standing
    private let expires: UInt64

    /// A file of a release that was opened for a request.
    /// - Parameter name: what is no letter, digit, dot, hyphen or underscore of ASCII becomes a hyphen, so that it is one name on every system and in a header.
    @_spi(Exits) public init<Way: Channel>(
        _ bytes: [UInt8],
        name: String,
        mediaType: String,
        banner: String,
        for request: ExitRequest<Way>
    ) {
        let kept = name.unicodeScalars.prefix(Self.nameCharactersMax).map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        self.name = String(kept.drop { $0 == "." })
        self.mediaType = mediaType
        self.banner = banner
        byteCount = bytes.count
        self.bytes = bytes
        recipient = request.recipient
        standing = request.standing
        expires = request.now + Boundary.releaseSecondsMax * 1_000
    }

    /// The bytes, for an exit that serves the recipient, as long as what was decided still holds.
    /// - Throws: `ReleaseError` when it is for somebody else, or late.
    @_spi(Exits) public func open<Way: Channel>(for request: ExitRequest<Way>) throws(ReleaseError) -> [UInt8] {
        guard recipient == request.recipient else { throw .otherRecipient }
        guard standing.epoch == request.standing.epoch else { throw .otherPolicies }
        guard standing.version == request.standing.version else { throw .otherFacts }
        guard request.now < expires else { throw .expired }
        return bytes
    }

    /// Longer names are cut.
    static let nameCharactersMax = 100
}

extension ReleasedFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says only that something is here.
    public var description: String { "(released file)" }
    /// Says only that something is here.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
