internal import ContentScan

/// A PDF: the text of its pages by `pdftotext`, its strings (document information, annotations, form fields, outlines, names) by `qpdf`, its metadata by `pdfinfo`, its attached
/// files by `pdfdetach`, and whether it has pictures by `pdfimages` (poppler). Pages with pictures are drawn by `pdftoppm` and handed back, to be read as other pictures are. Each reads the held input and inherits this process's bounds.
struct PagedDocument {
    private static let text = "/usr/bin/pdftotext"
    private static let objects = "/usr/bin/qpdf"
    private static let information = "/usr/bin/pdfinfo"
    private static let attachments = "/usr/bin/pdfdetach"
    private static let pictures = "/usr/bin/pdfimages"
    private static let drawing = "/usr/bin/pdftoppm"
    /// The longer side of a page that is drawn, in pixels: 200 an inch on letter paper, whatever size a page says that it has.
    private static let sidePixels = 2_200
    #if canImport(Glibc)
    /// Standard input as a file that each program opens anew, from its beginning.
    static let input = "/proc/self/fd/0"
    #else
    static let input = "/dev/fd/0"
    #endif
    /// XMP packets are some kilobytes.
    private static let metadataBytesMax = 4 << 20
    private static let attachmentsMax = 1_000

    private let output: FrameOutput
    /// Pages that are drawn at most.
    private let drawnMax: Int

    init(_ output: FrameOutput, _ bounds: ExtractionBounds) {
        self.output = output
        drawnMax = PictureReading.isInstalled ? bounds.drawnPages : 0
    }

    /// - Parameter isWhole: whether all of it is held.
    func read(isWhole: Bool) throws {
        if isWhole { try readParts() } else { try output.write(.uninspected(.sizeBound)) }
        try output.write(.done(UInt64(output.inputCount)))
    }

    private func readParts() throws {
        let pages = try ChildProgram.run(Self.text, ["-q", "-enc", "UTF-8", Self.input, "-"]) { bytes in
            try output.count(bytes.count)
            try output.write(bytes[...]) { .text($0) }
        }
        guard let pages else { return try output.write(.uninspected(.extractorMissing)) }
        // What is not read as a PDF at all has no parts either.
        guard pages == 0 else {
            // 0 where it takes a password to open it.
            let locked = try ChildProgram.run(Self.objects, ["--requires-password", Self.input]) { _ in }
            return try output.write(.uninspected(locked == 0 ? .encrypted : Self.reason(pages)))
        }
        var strings = ObjectStrings()
        let objects = try ChildProgram.run(Self.objects, ["--json=2", "--no-warn", Self.input]) { bytes in
            for text in strings.append(bytes) {
                try output.count(text.count)
                try output.write((text + [0x0A])[...]) { .attributes($0) }
            }
        }
        // A file that took mending (3) shows what the mender thought that it was: other readers may see more.
        if objects == 3 << 8 { try output.write(.uninspected(.malformed)) }
        let isRead = objects.map { $0 == 0 || $0 == 3 << 8 } ?? false
        if !isRead || strings.hasUnreadParts { try output.write(.uninspected(.documentParts)) }
        if strings.hasActiveParts { try output.write(.active) }
        if !isRead || strings.hasMetadata { try readMetadata() }
        if !isRead || strings.hasFiles { try readAttachments() }
        try readPictures(isSeen: strings.hasPictures)
    }

    private func readMetadata() throws {
        var metadata: [UInt8] = []
        let status = try ChildProgram.run(Self.information, ["-meta", Self.input]) { bytes in
            try output.count(bytes.count)
            if metadata.count <= Self.metadataBytesMax { metadata += bytes }
        }
        guard status == 0 else { return try output.write(.uninspected(.documentParts)) }
        guard metadata.contains(where: { $0 > 0x20 }) else { return }
        try output.begin(.raw, name: Array("metadata".utf8))
        if metadata.count > Self.metadataBytesMax { try output.write(.uninspected(.sizeBound)) }
        try output.write(metadata[...]) { .raw($0) }
        try output.write(.end)
    }

    private func readAttachments() throws {
        var listing: [UInt8] = []
        let status = try ChildProgram.run(Self.attachments, ["-list", "-enc", "UTF-8", Self.input]) { bytes in
            if listing.count < 1 << 20 { listing += bytes }
        }
        guard status == 0 else { return try output.write(.uninspected(.documentParts)) }
        let lines = listing.split(separator: 0x0A)
        // "2 embedded files", then "1: name" for each.
        let count = lines.first.flatMap { Int(String(decoding: $0.prefix { $0 != 0x20 }, as: UTF8.self)) } ?? 0
        if count > Self.attachmentsMax { try output.write(.uninspected(.partBound)) }
        guard count > 0 else { return }
        for number in 1...min(count, Self.attachmentsMax) {
            let head = Array("\(number): ".utf8)
            let name = lines.first { $0.starts(with: head) }.map { Array($0.dropFirst(head.count)) } ?? []
            try output.begin(.raw, name: name)
            let status = try ChildProgram.run(
                Self.attachments,
                ["-save", "\(number)", "-o", "/dev/stdout", Self.input]
            ) { bytes in
                try output.count(bytes.count)
                try output.write(bytes[...]) { .raw($0) }
            }
            if status != 0 { try output.write(.uninspected(.malformed)) }
            try output.write(.end)
        }
    }

    /// Pictures that objects do not show stand in the pages themselves.
    private func readPictures(isSeen: Bool) throws {
        var listing: [UInt8] = []
        let status =
            isSeen && drawnMax == 0
            ? 0
            : try ChildProgram.run(Self.pictures, ["-list", Self.input]) { bytes in
                if listing.count < 1 << 20 { listing += bytes }
            }
        let found = PagePictures(listing: listing)
        if isSeen || found.isAny { try output.write(.uninspected(.picture)) }
        guard status == 0 else {
            if !isSeen { try output.write(.uninspected(.documentParts)) }
            return
        }
        for page in found.pages.prefix(drawnMax) { try draw(page) }
    }

    /// Hands a page back as a picture. One that cannot be drawn is told already.
    private func draw(_ page: Int) throws {
        try output.begin(.drawing, name: Array("page \(page)".utf8))
        let range = ["-singlefile", "-f", "\(page)", "-l", "\(page)"]
        let form = ["-q", "-gray", "-jpeg", "-jpegopt", "quality=90", "-scale-to", "\(Self.sidePixels)"]
        _ = try ChildProgram.run(Self.drawing, form + range + [Self.input]) { bytes in
            try output.count(bytes.count)
            try output.write(bytes[...]) { .raw($0) }
        }
        try output.write(.end)
    }

    private static func reason(_ status: Int32) -> Uninspected {
        // SIGXCPU, whose number is one on all systems that there are.
        status & 0x7F == 24 ? .timeBound : .malformed
    }
}
