import Classification
import ContentScan
import Foundation
import LeakCorpus
import Testing

@Suite("Data written as text is found whatever carries it")
struct EncodedRunTests {
    let scanner: ContentScanner
    let label: Label

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        label = scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label
    }

    private func document() throws -> String {
        Data(try OfficeMaking.docx(body: OfficeMaking.paragraph(["CUI//SP-CTI//NOFORN"]))).base64EncodedString()
    }

    private static func lines(_ text: String, of length: Int, _ line: String) -> String {
        stride(from: 0, to: text.count, by: length).map { start in
            let low = text.index(text.startIndex, offsetBy: start)
            return String(text[low..<(text.index(low, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex)])
        }.joined(separator: line)
    }

    private func expectFound(_ text: String, _ comment: String) {
        let found = scanner.inspect(Array(text.utf8)).inspection
        #expect(found.restricts(as: label), "\(comment): \(found.findings)")
    }

    @Test("a document in JSON, in an address, and in lines of any usual length")
    func carriers() throws {
        let data = try document()
        expectFound("{\"a\": \"" + data.replacing("/", with: "\\/") + "\"}", "slashes")
        expectFound(
            "{\"a\": \"" + data.replacing("+", with: "\\u002B").replacing("/", with: "\\u002f") + "\"}",
            "letters"
        )
        expectFound("{\"a\": \"" + Self.lines(data, of: 76, "\\n") + "\"}", "lines of JSON")
        expectFound(
            "https://a.example/?f="
                + data.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D"),
            "address"
        )
        for length in [20, 40, 48, 56, 64, 76] {
            expectFound("data:\n" + Self.lines(data, of: length, "\n") + "\n", "lines of \(length)")
        }
        expectFound("abcdefghijklmnopqrst\n" + Self.lines(data, of: 40, "\n") + "\n", "a word above it")
    }

    @Test("each line data of its own")
    func tokens() {
        let token = Data("CUI//SP-CTI//NOFORN is it".utf8).base64EncodedString()
        expectFound("abcdefghijklmnop\n\(token.prefix(while: { $0 != "=" }))\nabcdefghijklmnopqrst\n", "tokens")
    }

    @Test("a small archive")
    func small() throws {
        // gzip of the banner, by RFC 1952 with stored bytes, as short as it can be.
        let zipped = try ArchiveMaking.make(.gzip, [("x", Array("CUI//SP-CTI//NOFORN\n".utf8))])
        #expect(Data(zipped).base64EncodedString().count < 64)
        expectFound("token: " + Data(zipped).base64EncodedString() + "\n", "base64")
        expectFound("blob: " + zipped.map { String(format: "%02x", $0) }.joined() + "\n", "hexadecimal")
    }

    @Test(
        "UTF-7 is told wherever it stands",
        arguments: ["x +AEMAVQBJ- y", "+AEMAVQBJAC8ALwBTAFAALQBDAFQASQ-", "Mark:+AEMAVQBJ"]
    )
    func shifted(text: String) {
        let found = scanner.inspect(Array("Op 20\n\(text)\nOp 30\n".utf8)).inspection
        #expect(!found.isComplete, "\(found.findings)")
    }

    @Test(
        "names, digests and sums are no data",
        arguments: [
            "a+AB-c", "H4sIx", "C:\\parts\\new\\folder", "100%20off",
            "d41d8cd98f00b204e9800998ecf8427e\nda39a3ee5e6b4b0d3255bfef95601890afd80709\n",
        ]
    )
    func ordinary(text: String) {
        let found = scanner.inspect(Array("Op 20\n\(text)\nOp 30\n".utf8)).inspection
        #expect(found.verdict == .clean, "\(text): \(found.findings)")
    }

    @Test("text in an encoding that nothing here knows is told, and a banner of ASCII in it is found")
    func foreign() {
        // Shift JIS.
        let words: [UInt8] = [0x8D, 0x48, 0x92, 0xF6, 0x82, 0xCC, 0x8E, 0xE8, 0x8F, 0x87, 0x8F, 0x91, 0x0A]
        let bytes =
            (0..<30).flatMap { _ in words } + Array("CUI//SP-CTI//NOFORN\n".utf8) + (0..<30).flatMap { _ in words }
        let found = scanner.inspect(bytes).inspection
        #expect(found.uninspected == [.unknownFormat], "\(found.findings)")
        #expect(found.restricts(as: label))
    }
}
