/// Why a text is no value of an extension type.
public struct ExtensionParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `decimal`, `ipaddr`, `datetime` or `duration`.
    public let type: String
    /// The text.
    public let text: CedarString
    /// What is wrong with it.
    public let reason: String

    /// The text, the type and the reason.
    public var description: String { "\(text.quoted) is no \(type): \(reason)" }
}
