import Cedar

/// Why a request gets no decision: the status and what the caller is told.
struct RequestProblem: Error {
    /// Longer messages are cut here: they quote what the caller sent. In Unicode scalars.
    static let messageScalarsMax = 500

    let status: Int
    let message: String
    let cause: (any Error)?

    init(_ status: Int, _ message: String, cause: (any Error)? = nil) {
        self.status = status
        let scalars = message.unicodeScalars
        if scalars.index(scalars.startIndex, offsetBy: Self.messageScalarsMax, limitedBy: scalars.endIndex) == nil {
            self.message = message
        } else {
            self.message = String(String.UnicodeScalarView(scalars.prefix(Self.messageScalarsMax))) + "..."
        }
        self.cause = cause
    }

    /// A bad request, at a place in its body.
    static func bad(_ message: String, _ node: JSONNode, _ path: String) -> RequestProblem {
        RequestProblem(400, "\(path) (\(place(node.position))): \(message)")
    }

    /// A body that Cedar's reader refuses; the first error tells enough.
    static func bad(_ error: ParseError) -> RequestProblem {
        RequestProblem(400, "\(error.path ?? "the body") (\(place(error.range.start))): \(error.message)")
    }

    private static func place(_ position: SourcePosition) -> String {
        "line \(position.line), column \(position.column)"
    }
}
