@_spi(Exits) import Boundary
import CDmtx
import CZBar
import Foundation
import TestPlant

@testable import Documents

/// A printed document, looked at by programs that are not ours: poppler, libdmtx, libzbar.
struct Printed {
    let bytes: [UInt8]
    private let folder: URL
    private var file: URL { folder.appending(path: "document.pdf") }

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        folder = FileManager.default.temporaryDirectory.appending(path: "documents-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The text of each page, as pdftotext lays it out.
    func pages() throws -> [String] {
        var pages = try run("pdftotext", ["-layout", file.path, "-"]).split(
            separator: "\u{C}",
            omittingEmptySubsequences: false
        )
        if pages.last?.isEmpty == true { pages.removeLast() }
        return pages.map(String.init)
    }

    /// What pdfinfo says.
    func information() throws -> [String: String] {
        let lines = try run("pdfinfo", ["-isodates", file.path]).split(separator: "\n")
        return Dictionary(
            lines.compactMap { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return parts.count == 2 ? (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)) : nil
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A page in grey, 300 dots an inch.
    func raster(page: Int, dotsPerInch: Int = 300) throws -> Raster {
        let base = folder.appending(path: "page").path
        _ = try run(
            "pdftoppm",
            ["-gray", "-r", "\(dotsPerInch)", "-f", "\(page)", "-l", "\(page)", "-singlefile", file.path, base]
        )
        return try Raster(Data(contentsOf: URL(filePath: base + ".pgm")))
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestFailure(message: "\(program) ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// A picture in grey, a byte for each dot.
struct Raster {
    let width: Int
    let height: Int
    private var dots: [UInt8]

    init(_ pgm: Data) throws {
        // "P5\nwidth height\n255\n", then the dots.
        let head = pgm.prefix(64).split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        let size =
            head.count > 2 ? String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) } : []
        guard size.count == 2, pgm.count >= size[0] * size[1] else { throw TestFailure(message: "no PGM") }
        (width, height) = (size[0], size[1])
        dots = Array(pgm.suffix(width * height))
    }

    /// The Data Matrix codes that libdmtx finds, at most so many. The picture is halved for it, which leaves three dots for a module at 300 an inch.
    mutating func dataMatrixCodes(max most: Int, secondsMax: Int = 20) -> Set<String> {
        var found: Set<String> = []
        dots.withUnsafeMutableBufferPointer { dots in
            guard
                let image = dmtxImageCreate(
                    dots.baseAddress,
                    Int32(width),
                    Int32(height),
                    Int32(DmtxPack8bppK.rawValue)
                ),
                let decoder = dmtxDecodeCreate(image, 2)
            else { return }
            dmtxDecodeSetProp(decoder, Int32(DmtxPropSymbolSize.rawValue), Int32(DmtxSymbolSquareAuto.rawValue))
            dmtxDecodeSetProp(decoder, Int32(DmtxPropEdgeMin.rawValue), 60)
            var deadline = dmtxTimeAdd(dmtxTimeNow(), secondsMax * 1_000)
            while found.count < most, let region = dmtxRegionFindNext(decoder, &deadline) {
                var region: UnsafeMutablePointer<DmtxRegion>? = region
                if let message = dmtxDecodeMatrixRegion(decoder, region, Int32(DmtxUndefined)) {
                    let bytes = UnsafeBufferPointer(
                        start: message.pointee.output,
                        count: Int(message.pointee.outputIdx)
                    )
                    found.insert(String(decoding: bytes, as: UTF8.self))
                    var used: UnsafeMutablePointer<DmtxMessage>? = message
                    dmtxMessageDestroy(&used)
                }
                dmtxRegionDestroy(&region)
            }
            var (usedDecoder, usedImage): (UnsafeMutablePointer<DmtxDecode>?, UnsafeMutablePointer<DmtxImage>?) = (
                decoder, image
            )
            dmtxDecodeDestroy(&usedDecoder)
            dmtxImageDestroy(&usedImage)
        }
        return found
    }

    /// The Code 128 codes that libzbar finds.
    func code128Codes() -> Set<String> {
        let scanner = zbar_image_scanner_create()
        defer { zbar_image_scanner_destroy(scanner) }
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1)
        let image = zbar_image_create()
        defer { zbar_image_destroy(image) }
        let fourcc = Array("Y800".utf8).reversed().reduce(UInt(0)) { $0 << 8 | UInt($1) }
        zbar_image_set_format(image, fourcc)
        zbar_image_set_size(image, UInt32(width), UInt32(height))
        var found: Set<String> = []
        dots.withUnsafeBufferPointer { dots in
            zbar_image_set_data(image, dots.baseAddress, UInt(dots.count), nil)
            zbar_scan_image(scanner, image)
            var symbol = zbar_image_first_symbol(image)
            while let current = symbol {
                if let data = zbar_symbol_get_data(current) { found.insert(String(cString: data)) }
                symbol = zbar_symbol_next(current)
            }
        }
        return found
    }
}

extension PaperPlant {
    /// Prints a document made of released values.
    func printed<Way: DocumentChannel>(
        _ values: [(program: String, text: String)],
        through channel: Way,
        on paper: Paper = .a4,
        marking: MarkingRules? = nil,
        limits: DocumentLimits = DocumentLimits(),
        _ document: ([ReleasedRecord]) -> ClearedDocument
    ) async throws -> (exit: PDFExit<Way>, printed: Printed) {
        var release = try await release(values, through: channel)
        let layout = try document(release.records).enter(&release)
        var exit = PDFExit(
            to: Self.reader,
            through: channel,
            of: boundary,
            clock: clock,
            layout: layout,
            paper: paper,
            marking: try marking ?? self.marking(),
            key: Self.key,
            limits: limits
        )
        try await exit.send(release)
        return (exit, try Printed(try bytes(of: exit.file, through: channel)))
    }

    /// The bytes of a file, as the exit sees them that carries it to its recipient.
    func bytes<Way: DocumentChannel>(of file: ReleasedFile?, through channel: Way) throws -> [UInt8] {
        guard let file else { throw TestFailure(message: "nothing was made") }
        return try file.open(
            for: ExitRequest(
                recipient: Self.reader,
                channel: channel,
                standing: boundary.standing(of: Self.reader),
                now: clock.now
            )
        )
    }

    /// What a document says, as its golden dump.
    func dump(_ document: ClearedDocument, _ release: consuming Release<Print>) throws -> String {
        var release = release
        let layout = try document.enter(&release)
        let content = try release.open(
            for: ExitRequest(
                recipient: Self.reader,
                channel: Print(isAttended: true),
                standing: boundary.standing(of: Self.reader),
                now: clock.now
            )
        )
        let filled = try layout.filled(from: content, limits: DocumentLimits())
        return try PDFDocument(filled, marking: marking(), key: Self.key).dump
    }
}
