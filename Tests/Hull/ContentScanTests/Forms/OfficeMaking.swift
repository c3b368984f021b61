/// Office documents and PDFs for tests, as small as their readers take them.
enum OfficeMaking {
    private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    static func docx(body: String, header: String = "") throws -> [UInt8] {
        var members: [(name: String, bytes: [UInt8])] = [
            (
                "[Content_Types].xml",
                xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
            ),
            ("word/document.xml", xml("<w:document xmlns:w=\"\(word)\"><w:body>\(body)</w:body></w:document>")),
        ]
        if !header.isEmpty { members.append(("word/header1.xml", xml("<w:hdr xmlns:w=\"\(word)\">\(header)</w:hdr>"))) }
        return try ArchiveMaking.make(.zip, members)
    }

    /// A paragraph whose text is in these runs.
    static func paragraph(_ runs: [String]) -> String {
        "<w:p>" + runs.map { "<w:r><w:t xml:space=\"preserve\">\($0)</w:t></w:r>" }.joined() + "</w:p>"
    }

    static func xlsx(shared: [String] = [], comment: String = "") throws -> [UInt8] {
        let strings = shared.map { "<si><t>\($0)</t></si>" }.joined()
        var members: [(name: String, bytes: [UInt8])] = [
            (
                "[Content_Types].xml",
                xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
            ),
            ("xl/sharedStrings.xml", xml("<sst xmlns=\"\(sheet)\">\(strings)</sst>")),
        ]
        if !comment.isEmpty {
            let text =
                "<comments xmlns=\"\(sheet)\"><commentList><comment ref=\"A1\"><text><r><t>\(comment)</t></r></text></comment></commentList></comments>"
            members.append(("xl/comments1.xml", xml(text)))
        }
        return try ArchiveMaking.make(.zip, members)
    }

    private static func xml(_ text: String) -> [UInt8] {
        Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).utf8)
    }

    /// A page with this content stream, compressed.
    static func pdf(content: String) throws -> [UInt8] {
        let stream = try ArchiveMaking.zlib(Array(content.utf8))
        var bytes = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        func add(_ text: String, stream: [UInt8]? = nil) {
            offsets.append(bytes.count)
            bytes += Array("\(offsets.count) 0 obj\n\(text)\n".utf8)
            if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
            bytes += Array("endobj\n".utf8)
        }
        add("<< /Type /Catalog /Pages 2 0 R >>")
        add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        )
        add("<< /Length \(stream.count) /Filter /FlateDecode >>", stream: stream)
        add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        let start = bytes.count
        var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            table += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        bytes += Array(
            (table + "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n").utf8
        )
        return bytes
    }
}
