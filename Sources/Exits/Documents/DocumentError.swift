/// Why a document, a sheet or a code was not made. No message repeats a value.
public struct DocumentError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The release holds other texts than the layout.
        case otherLayout = "BH-X001"
        /// More than a limit allows.
        case tooLarge = "BH-X002"
        /// A table has rows of another width than its head.
        case raggedTable = "BH-X003"
        /// A text cannot be made into a code.
        case notCodable = "BH-X004"
        /// A code is wider than the page.
        case codeTooWide = "BH-X005"
        /// A traveler's identity was asked for without a key.
        case keyMissing = "BH-X006"
        /// The font is not installed.
        case fontMissing = "BH-X007"
        /// The library that draws failed.
        case drawing = "BH-X008"
    }

    /// What is wrong.
    public let code: Code
    /// Where, and what to do.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    static func tooLarge(_ what: String, _ limit: Int) -> DocumentError {
        DocumentError(
            .tooLarge,
            "the document has more than \(limit) \(what); print a part of it, or export it as data"
        )
    }

    /// Errors are equal by their code.
    public static func == (left: DocumentError, right: DocumentError) -> Bool { left.code == right.code }

    /// Feeds the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension DocumentError: CustomStringConvertible {
    /// The code, what is wrong, where, and what to do.
    public var description: String { "\(code.rawValue): \(reason)" }
}
