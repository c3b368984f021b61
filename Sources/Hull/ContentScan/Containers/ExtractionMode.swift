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
    /// The words in a picture (tesseract, where it is installed).
    case picture

    /// Whether it takes programs of others, which open files of their own.
    package var runsPrograms: Bool { self == .pdf || self == .picture }

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
        } else if type.isPicture {
            self = .picture
        } else {
            return nil
        }
    }
}
