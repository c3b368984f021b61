import ContentScan
import Foundation
import LeakCorpus
import Testing

/// Pages as pictures, and documents of them.
enum PicturePDF {
    /// Whether words in pictures are looked for here.
    static var isReaderInstalled: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/tesseract")
        if !isThere { print("skipped: tesseract is not installed, so no picture is read") }
        return isThere
    }

    /// A page of letter paper with a line of text as a picture, 150 dots an inch, by poppler.
    /// - Parameter form: what `pdftoppm` is told to write.
    static func picture(_ text: String, form: String = "-png") throws -> [UInt8] {
        let page = "BT /F1 24 Tf 72 600 Td (\(text)) Tj 0 -60 Td (Op 20 mill the flange and deburr) Tj ET"
        let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try OfficeMaking.pdf(content: page, parts: OfficeMaking.PDFParts())).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftoppm")
        process.arguments = [form, "-r", "150", "-gray", file.path(percentEncoded: false)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }

    /// A document.
    /// - Parameters:
    ///   - pictures: in JPEG, of a whole page.
    ///   - pages: the picture that each shows, by its place.
    ///   - text: what each page says beside it.
    static func document(_ pictures: [[UInt8]], pages: [Int], text: String = "") -> [UInt8] {
        var bytes = Array("%PDF-1.6\n".utf8)
        var offsets: [Int] = []
        func add(_ text: String, stream: [UInt8]? = nil) {
            offsets.append(bytes.count)
            bytes += Array("\(offsets.count) 0 obj\n\(text)\n".utf8)
            if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
            bytes += Array("endobj\n".utf8)
        }
        let firstPage = 4 + pictures.count
        let kids = pages.indices.map { "\(firstPage + $0 * 2) 0 R" }.joined(separator: " ")
        add("<< /Type /Catalog /Pages 2 0 R >>")
        add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        for picture in pictures {
            let head = "<< /Type /XObject /Subtype /Image /Width 1275 /Height 1650 /ColorSpace /DeviceRGB"
            add("\(head) /BitsPerComponent 8 /Filter /DCTDecode /Length \(picture.count) >>", stream: picture)
        }
        for (number, picture) in pages.enumerated() {
            let resources = "<< /Font << /F1 3 0 R >> /XObject << /Im \(4 + picture) 0 R >> >>"
            add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources \(resources) /Contents \(firstPage + number * 2 + 1) 0 R >>"
            )
            let words = text.isEmpty ? "" : " BT /F1 12 Tf 72 40 Td (\(text)) Tj ET"
            let content = Array("q 612 0 0 792 0 0 cm /Im Do Q\(words)".utf8)
            add("<< /Length \(content.count) >>", stream: content)
        }
        let start = bytes.count
        bytes += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            bytes += Array((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        bytes += Array("trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return bytes
    }
}
