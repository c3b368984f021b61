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
        guard let id = medium.id else { return "<p><span class=\"withheld\">withheld</span></p>" }
        let caption: ClearedText =
            "<figcaption>\(markOf: medium["title"])\(medium["number"]). \(medium["title"])</figcaption>"
        if medium["mediaType"]?.shows("application/pdf") == true {
            return """
                <figure class="medium">\(caption)<p>\(medium["alternative"])</p>\
                <div class="actions"><a class="button" href="/media/\(id)">Open the PDF \(medium["number"])</a>\(actions)</div></figure>
                """
        }
        return """
            <figure class="medium">\(caption)<a href="/media/\(id)">\(picture(medium))</a><div class="actions">\(actions)</div></figure>
            """
    }

    /// A picture as large as its place, at the size it has at most.
    static func picture(_ medium: ReleasedRecord) -> ClearedText {
        guard let id = medium.id else { return "" }
        return
            "<img src=\"/media/\(id)/content\" alt=\"\(medium["alternative"])\" width=\"\(medium["width"])\" height=\"\(medium["height"])\">"
    }
}
