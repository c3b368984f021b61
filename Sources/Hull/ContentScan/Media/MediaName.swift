/// What a file's name says that its content is.
public struct MediaName: Hashable, Sendable {
    /// The ending in small letters, without its dot.
    public let ending: String

    /// - Parameter name: a file name or path; nil where it has no ending.
    public init?(_ name: String) {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return nil }
        ending = last[last.index(after: dot)...].lowercased()
    }

    private static let anyText: Set<MediaType> = Set(MediaType.allCases.filter(\.isText)).union([.empty])

    private static let types: [(endings: [String], types: Set<MediaType>)] = [
        (
            [
                "txt", "text", "log", "md", "csv", "tsv", "nc", "tap", "cnc", "mpf", "gcode", "ngc", "edi", "x12",
                "sql", "yaml", "yml", "ini",
            ], anyText
        ),
        (["json", "jsonl", "ndjson", "geojson"], [.json]), (["xml", "xsd", "xsl", "plmxml", "svg"], [.xml, .qif]),
        (["qif"], [.qif]), (["stp", "step", "p21"], [.step]), (["htm", "html", "xhtml"], [.html, .xml]),
        (["eml"], [.mail]),
        (["pdf"], [.pdf]),
        (["docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "vsdx"], [.officeOpenXML]),
        (["odt", "ods", "odp", "odg"], [.openDocument]), (["xls", "ppt", "msg", "vsd"], [.ole2]),
        // Word opens its rich text under the name of its older documents, and writes it so.
        (["doc"], [.ole2, .richText]), (["rtf"], [.richText]),
        (["png"], [.png]), (["jpg", "jpeg"], [.jpeg]), (["tif", "tiff"], [.tiff]), (["gif"], [.gif]),
        (["bmp"], [.bitmap]), (["webp"], [.webp]),
        (["zip", "jar"], [.zip]), (["gz", "tgz"], [.gzip]), (["bz2"], [.bzip2]), (["xz"], [.xz]),
        (["zst"], [.zstandard]), (["tar"], [.tar]),
        (["7z"], [.sevenZip]), (["rar"], [.rar]), (["cab"], [.cabinet]), (["sqlite", "sqlite3"], [.sqlite]),
        (["parquet"], [.parquet]),
        (["exe", "dll", "so", "dylib", "wasm"], [.executable]), (["asc", "pgp"], anyText),
    ]

    private static let byEnding: [String: Set<MediaType>] = {
        var byEnding: [String: Set<MediaType>] = [:]
        for row in types { for ending in row.endings { byEnding[ending] = row.types } }
        return byEnding
    }()

    /// Whether content of this type may bear this name; an ending that is not known says nothing.
    public func admits(_ type: MediaType) -> Bool { Self.byEnding[ending].map { $0.contains(type) } ?? true }
}
