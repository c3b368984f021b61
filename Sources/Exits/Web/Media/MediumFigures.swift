internal import Boundary
internal import Execution
internal import HTTPExit

/// Pictures and PDFs of an operation as they stand on its page: a picture in place, a PDF behind a button; each with its mark.
struct MediumFigures {
    private let media: [ReleasedRecord]

    /// As they were released.
    var all: [ReleasedRecord] { media }

    /// - Parameter records: those of an operation, of any kind.
    init(_ records: [ReleasedRecord]) { media = records.filter { $0.kind == OperationMedium.kind.name } }

    /// Those of one operation of a definition.
    func of(_ operation: ReleasedRecord) -> MediumFigures {
        MediumFigures(media.filter { $0["sequence"]?.shows(sameAs: operation["sequence"]) == true })
    }

    /// All of them, one below the other.
    /// - Parameter actions: what may be done to one.
    func html(_ actions: (ReleasedRecord) -> ClearedText = { _ in "" }) -> ClearedText {
        .joined(media.map { Self.figure($0, actions($0)) })
    }

    private static func figure(_ medium: ReleasedRecord, _ actions: ClearedText) -> ClearedText {
        guard medium.id != nil else { return "<p><span class=\"withheld\">withheld</span></p>" }
        let caption: ClearedText =
            "<figcaption>\(markOf: medium["title"])\(medium["number"]). \(medium["title"])</figcaption>"
        if isDocument(medium) {
            return """
                <figure class="medium">\(caption)<p>\(medium["alternative"])</p><div class="actions">\(link(medium))\(actions)</div></figure>
                """
        }
        return "<figure class=\"medium\">\(caption)\(link(medium))<div class=\"actions\">\(actions)</div></figure>"
    }

    /// Whether it is a PDF, which has a page of its own.
    static func isDocument(_ medium: ReleasedRecord) -> Bool { medium["mediaType"]?.shows("application/pdf") == true }

    /// The way to its own page: the picture itself, or a button for a PDF.
    static func link(_ medium: ReleasedRecord) -> ClearedText {
        guard let id = medium.id else { return "" }
        return isDocument(medium)
            ? "<a class=\"button\" href=\"/media/\(id)\">Open the PDF \(medium["number"])</a>"
            : "<a href=\"/media/\(id)\">\(picture(medium))</a>"
    }

    /// A picture as large as its place, at the size it has at most.
    static func picture(_ medium: ReleasedRecord) -> ClearedText {
        guard let id = medium.id else { return "" }
        return
            "<img src=\"/media/\(id)/content\" alt=\"\(medium["alternative"])\" width=\"\(medium["width"])\" height=\"\(medium["height"])\">"
    }
}
