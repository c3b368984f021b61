import ContentScan
import Foundation
import LeakCorpus
import SeededGeneration
import Testing

@Suite("Hostile content is reported as not inspected, in bounded work, and never as clean")
struct HostileContainerTests {
    let scanner: ContentScanner

    init() throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        scanner = try InspectionTools.scanner()
    }

    private func inspect(_ text: String) -> Inspection { scanner.inspect(Array(text.utf8)).inspection }

    private func expect(_ inspection: Inspection, _ reason: Uninspected, _ comment: String = "") {
        #expect(inspection.uninspected.contains(reason), "\(comment) \(inspection.findings)")
        #expect(inspection.verdict == .notInspected)
    }

    @Test("XML with a document type is not followed: no bomb, no file, no network")
    func documentTypes() {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a0 \"aaaaaaaaaa\">"
        for level in 1..<20 {
            bomb += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
        }
        for text in [
            bomb + "]><a>&a19;</a>", "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&f;</a>",
            "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]><a/>",
        ] { expect(inspect(text), .documentTypeDefinition) }
        // What it says in clear is found all the same.
        #expect(inspect("<!DOCTYPE a [<!ENTITY m \"CUI//SP-CTI\">]><a>&m;</a>").markings.count == 1)
    }

    @Test(
        "malformed XML",
        arguments: [
            "<a>", "<a><b></a></b>", "<a", "<?xml version=\"1.0\"?>", "<a>&nowhere;</a>", "<a b=c/>", "<a/><b/>",
            "<a>\u{FFFE}</a>",
        ]
    )
    func malformedXML(text: String) { expect(inspect(text), .malformed, text) }

    @Test("deeply nested and endless XML")
    func deep() {
        expect(inspect(String(repeating: "<a>", count: 100_000)), .malformed)
        expect(inspect("<a " + String(repeating: "b", count: 1_000_000)), .malformed)
        let wide = inspect("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>")
        #expect(wide.verdict == .clean, "\(wide.findings)")
    }

    @Test("XML in an encoding that nothing here reads")
    func encodings() { expect(inspect("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a>+AEMAVQBJ-</a>"), .unknownFormat) }

    @Test("archives that unpack to far more than they are")
    func bombs() throws {
        let same = [UInt8](repeating: 1, count: 20 << 20)
        expect(scanner.inspect(try ArchiveMaking.make(.gzip, [("x", same)])).inspection, .ratioBound)
        expect(scanner.inspect(try ArchiveMaking.make(.zip, [("x", same)])).inspection, .ratioBound)
        let bounded = try InspectionTools.scanner { $0.unpackedBytesMax = 100_000 }
        let text = [UInt8](repeating: 0x41, count: 300_000)
        expect(bounded.inspect(try ArchiveMaking.make(.zip, [("x", text)])).inspection, .sizeBound)
    }

    @Test("archives in archives, deeper than is followed")
    func nested() throws {
        var bytes = Array("CUI//SP-CTI\n".utf8)
        for level in 0..<4 { bytes = try ArchiveMaking.make(.zip, [("\(level)", bytes)]) }
        #expect(scanner.inspect(bytes).inspection.markings.count == 1)
        for level in 4..<10 { bytes = try ArchiveMaking.make(.zip, [("\(level)", bytes)]) }
        expect(scanner.inspect(bytes).inspection, .depthBound)
    }

    @Test("more parts than are read")
    func parts() throws {
        let bounded = try InspectionTools.scanner { $0.partsMax = 20 }
        let many = try ArchiveMaking.make(.zip, (0..<30).map { ("\($0).txt", Array("CUI//PRVCY\n".utf8)) })
        let found = bounded.inspect(many).inspection
        expect(found, .partBound)
        #expect(found.markings.count == 20)
    }

    @Test("encrypted archives")
    func encrypted() throws {
        expect(
            scanner.inspect(try ArchiveMaking.make(.encryptedZip, [("a.txt", Array("CUI//SP-CTI".utf8))])).inspection,
            .encrypted
        )
    }

    @Test(
        "an office document under a password is told as encrypted, another compound file as an older document",
        arguments: [70, 70_000]
    )
    func compound(place: Int) {
        let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let empty = signature + [UInt8](repeating: 0, count: place)
        let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(scanner.inspect(empty).inspection.uninspected == [.legacyOffice])
        #expect(scanner.inspect(empty + name).inspection.uninspected == [.encrypted])
        #expect(scanner.inspect(pieces: (empty + name).map { [$0] }).inspection.uninspected == [.encrypted])
    }

    @Test("bytes in a zip that its directory does not list", arguments: [0, 1])
    func unlisted(place: Int) throws {
        let zip = try ArchiveMaking.make(.zip, [("a.txt", Array("nothing here\n".utf8))])
        #expect(scanner.inspect(zip).inspection.verdict == .clean)
        let hidden = [UInt8](repeating: 0x58, count: 500)
        // Behind the end, and between the last member and the directory with the end record's offset set right.
        var changed = zip + hidden
        if place == 1 {
            let end = zip.count - 22
            let directory = Int(zip[end + 16]) | Int(zip[end + 17]) << 8
            changed = Array(zip[..<directory]) + hidden + zip[directory...]
            let moved = directory + hidden.count
            changed[end + hidden.count + 16] = UInt8(moved & 255)
            changed[end + hidden.count + 17] = UInt8(moved >> 8)
        }
        expect(scanner.inspect(changed).inspection, .malformed)
    }

    @Test("bytes behind the end of a tar, of a tar in gzip and of a 7z")
    func behind() throws {
        let hidden = Array("CUI//SP-CTI hidden behind the end".utf8)
        let tar = try ArchiveMaking.make(.tar, [("a.txt", Array("nothing here\n".utf8))])
        #expect(scanner.inspect(tar).inspection.verdict == .clean)
        expect(scanner.inspect(tar + hidden).inspection, .malformed, "tar")
        let inGzip = try ArchiveMaking.make(.gzip, [("x", tar)])
        #expect(scanner.inspect(inGzip).inspection.verdict == .clean)
        expect(
            scanner.inspect(try ArchiveMaking.make(.gzip, [("x", tar + hidden)])).inspection,
            .malformed,
            "tar in gzip"
        )
        let sevenZip = try ArchiveMaking.make(.sevenZip, [("a.txt", Array("nothing here\n".utf8))])
        #expect(scanner.inspect(sevenZip).inspection.verdict == .clean)
        expect(scanner.inspect(sevenZip + hidden).inspection, .malformed, "7z")
    }

    @Test("name and comment of a gzip stream are read, an extra field is not")
    func gzipHeader() throws {
        let gzip = try ArchiveMaking.make(.gzip, [("x", Array("nothing here\n".utf8))])
        func with(_ flags: UInt8, _ fields: [UInt8]) -> [UInt8] {
            Array(gzip[..<3]) + [flags] + Array(gzip[4..<10]) + fields + Array(gzip[10...])
        }
        #expect(scanner.inspect(with(0x10, Array("CUI//SP-CTI\0".utf8))).inspection.markings.count == 1)
        #expect(scanner.inspect(with(0x18, Array("a.txt\0CUI//SP-CTI\0".utf8))).inspection.markings.count == 1)
        expect(scanner.inspect(with(0x04, [3, 0, 1, 2, 3])).inspection, .unknownFormat)
    }

    @Test("a large tar is read as it comes")
    func streamed() throws {
        let filler = [UInt8](repeating: 1, count: 33 << 20)
        let members = [("a", filler), ("b", filler), ("c", Array("CUI//SP-CTI\n".utf8))]
        let found = scanner.inspect(try ArchiveMaking.make(.tar, members)).inspection
        #expect(
            found.markings.count == 1 && found.uninspected == [.unknownFormat, .unknownFormat],
            "\(found.findings)"
        )
    }

    @Test("a comment of a zip is read")
    func comment() throws {
        var zip = try ArchiveMaking.make(.zip, [("a.txt", Array("nothing here\n".utf8))])
        let comment = Array("CUI//SP-CTI//NOFORN".utf8)
        zip[zip.count - 2] = UInt8(comment.count)
        #expect(scanner.inspect(zip + comment).inspection.markings.count == 1)
    }

    @Test("bytes behind a compressed stream")
    func trailing() throws {
        let gzip = try ArchiveMaking.make(.gzip, [("x", Array("nothing here\n".utf8))])
        #expect(scanner.inspect(gzip).inspection.verdict == .clean)
        expect(scanner.inspect(gzip + Array("CUI//SP-CTI hidden behind the end".utf8)).inspection, .malformed)
    }

    @Test("containers cut anywhere are never clean")
    func truncated() throws {
        let docx = try OfficeMaking.docx(body: OfficeMaking.paragraph([String(repeating: "text ", count: 100)]))
        let forms: [[UInt8]] = [
            docx, try ArchiveMaking.make(.gzip, [("x", Array(repeating: 0x41, count: 5_000))]),
            try ArchiveMaking.make(.sevenZip, [("x", Array("plain text".utf8))]),
            try OfficeMaking.pdf(content: "BT /F1 12 Tf 72 720 Td (x) Tj ET"),
            try ArchiveMaking.make(.xz, [("x", Array("plain text".utf8))]),
        ]
        for bytes in forms {
            // A PDF without its end mark (%%EOF) is all there.
            let end = bytes.starts(with: Array("%PDF".utf8)) ? bytes.count - 7 : bytes.count
            for cut in stride(from: 9, to: end, by: max(1, bytes.count / (InspectionTools.isSoak ? 400 : 12))) {
                let found = scanner.inspect(Array(bytes[..<cut])).inspection
                #expect(
                    found.verdict == .notInspected,
                    "\(found.mediaType) cut at \(cut) of \(bytes.count): \(found.findings)"
                )
            }
        }
    }

    @Test("without a content-inspector, and with one that is none, containers are not inspected")
    func noExtractor() throws {
        let schemes = try InspectionTools.schemes()
        let zip = try ArchiveMaking.make(.zip, [("a.txt", Array("x".utf8))])
        expect(ContentScanner(schemes: schemes).inspect(zip).inspection, .extractorMissing)
        expect(
            ContentScanner(schemes: schemes, extractor: ExtractorProgram(path: "/nowhere")).inspect(zip).inspection,
            .extractorMissing
        )
        // One that ends at once, one that echoes what it gets, one that never answers.
        expect(
            ContentScanner(schemes: schemes, extractor: ExtractorProgram(path: "/bin/true")).inspect(zip).inspection,
            .extractorFailed
        )
        for (index, text) in ["#!/bin/sh\nexec cat\n", "#!/bin/sh\nexec sleep 60\n"].enumerated() {
            let file = FileManager.default.temporaryDirectory.appending(path: "inspector-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: file.path(percentEncoded: false)
            )
            var limits = InspectionLimits.standard
            limits.waitSecondsMax = 1
            let scanner = ContentScanner(
                schemes: schemes,
                limits: limits,
                extractor: ExtractorProgram(path: file.path(percentEncoded: false))
            )
            var found = scanner.inspect(zip).inspection
            // Another test's child may have inherited the file while it was written: until that child runs its program, this one is busy (ETXTBSY).
            for _ in 0..<6_000 where found.uninspected == [.extractorMissing] {
                Thread.sleep(forTimeInterval: 0.02)
                found = scanner.inspect(zip).inspection
            }
            expect(found, index == 0 ? .extractorFailed : .timeBound)
        }
    }

    @Test("a child has no more memory than its bound")
    func memory() throws {
        let bounded = try InspectionTools.scanner { $0.childBytesMax = 24 << 20 }
        let block = SeededBytes.make(1 << 20)
        let tar = try ArchiveMaking.make(.tar, (0..<15).map { ("\($0)", block) })
        // The archive and the one in it are held at once.
        let zip = try ArchiveMaking.make(.zip, [("inner.tar", tar)])
        expect(bounded.inspect(zip).inspection, .extractorFailed)
        expect(scanner.inspect(zip).inspection, .unknownFormat)
    }

    @Test("pictures, old office files, programs, databases and what nobody knows")
    func opaque() {
        let cases: [([UInt8], Uninspected)] = [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .picture),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .legacyOffice),
            ([0x7F, 0x45, 0x4C, 0x46, 2], .executable), (Array("SQLite format 3\0".utf8), .malformed),
            (Array("PAR1".utf8), .database),
            (Array("Rar!\u{1A}\u{07}\u{1}\0".utf8), .archiveKind),
            (SeededBytes.make(4_000), .unknownFormat),
            (Array("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n".utf8), .encrypted),
            (Array("text\n".utf8) + [0] + Array("more text, and a NUL between\n".utf8), .unknownFormat),
            (
                Array("good text, then a byte that is not of it: ".utf8) + [UInt8](repeating: 0x41, count: 70_000) + [
                    0xFF, 0xFE, 0xFF,
                ], .mixedEncodings
            ),
            (
                Array("good text for a long time ".utf8) + [UInt8](repeating: 0x41, count: 70_000) + [
                    0, 1, 0, 2, 0, 3,
                ], .binaryInText
            ),
        ]
        for (bytes, reason) in cases { expect(scanner.inspect(bytes).inspection, reason, "\(reason)") }
        expect(inspect("See below.\nbegin 644 plan.pdf\nM0U5)\n`\nend\n"), .encodedData)
        let data = Data(SeededBytes.make(3_000)).base64EncodedString()
        expect(inspect("{\"file\": \"\(data)\"}"), .encodedData)
    }

    @Test("damaged containers end in findings, never in a crash or a false clean")
    func damaged() throws {
        var generator = SeededGenerator(seed: 9)
        let forms: [[UInt8]] = [
            try OfficeMaking.docx(body: OfficeMaking.paragraph(["CUI//SP-CTI//NOFORN"])),
            try ArchiveMaking.make(.tarGzip, [("a", Array("CUI//SP-CTI".utf8))]),
            try ArchiveMaking.make(.sevenZip, [("a", Array("CUI//SP-CTI".utf8))]),
            try ArchiveMaking.make(.xz, [("a", Array("CUI//SP-CTI".utf8))]),
            try OfficeMaking.pdf(content: "BT /F1 12 Tf 72 720 Td (CUI//SP-CTI) Tj ET"),
            Array("<a><b c=\"d\">CUI//SP-CTI</b></a>".utf8),
        ]
        for bytes in forms {
            for _ in 0..<(InspectionTools.isSoak ? 1_000 : 12) {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let place = Int.random(in: damaged.indices, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
                    case 1: damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                    default: damaged.insert(contentsOf: generator.bytes(3), at: place)
                    }
                }
                let found = scanner.inspect(damaged).inspection
                // The marking is found, or something was not read; a changed letter of the marking itself is neither.
                #expect(found.byteCount == damaged.count)
                if found.verdict == .clean {
                    #expect(damaged.count == bytes.count || found.mediaType.isText, "\(damaged)")
                }
            }
        }
    }
}

enum SeededBytes {
    static func make(_ count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: 8)
        return generator.bytes(count)
    }
}
