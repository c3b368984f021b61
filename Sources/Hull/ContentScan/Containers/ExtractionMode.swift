/// What a content-inspector is to take apart.
package enum ExtractionMode: String, Hashable, Sendable, CaseIterable {
    /// Archives and compressed streams (libarchive), and the XML in them.
    case archive
    /// XML (libxml2).
    case xml
    /// HTML (libxml2).
    case html
    /// The pages, strings, metadata and attachments of a PDF (qpdf and poppler).
    case pdf
    /// The tables of a database (SQLite).
    case sqlite

    init?(_ type: MediaType) {
        if type.isArchive {
            self = .archive
        } else if type.isXML {
            self = .xml
        } else if type == .html {
            self = .html
        } else if type == .pdf {
            self = .pdf
        } else if type == .sqlite {
            self = .sqlite
        } else {
            return nil
        }
    }
}
