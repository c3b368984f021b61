internal import CArchive
internal import ContentScan

/// Walks through an archive or a compressed stream by libarchive and hands on its members: XML as text, archives as parts with parts, the rest as bytes.
struct ArchiveWalk {
    /// Archives up to this size are held in memory, so that readers can seek in them; larger ones are read as they come.
    private static let heldBytesMax = 64 << 20
    /// Archives in archives are held; together with their parents they have to fit into the bound of memory.
    private static let nestedBytesMax = 24 << 20

    private let output: FrameOutput
    private let bounds: ExtractionBounds

    init(_ output: FrameOutput, _ bounds: ExtractionBounds) { (self.output, self.bounds) = (output, bounds) }

    /// Reads all of standard input.
    func walkInput() throws {
        var held: [UInt8] = []
        var isWhole = false
        while held.count <= Self.heldBytesMax {
            let bytes = ContentInput.next()
            if bytes.isEmpty {
                isWhole = true
                break
            }
            held += bytes
            output.inputCount += bytes.count
        }
        let source = ArchiveSource(held, isWhole: isWhole) { [output] in
            let bytes = ContentInput.next()
            output.inputCount += bytes.count
            return bytes
        }
        try walk(source, type: MediaType.of(held.prefix(MediaType.headBytesMax), isWhole: isWhole), depth: 0)
        // What a reader left is read to its end, so that the count is that of all bytes.
        while !isWhole {
            let bytes = ContentInput.next()
            if bytes.isEmpty { break }
            output.inputCount += bytes.count
        }
        try output.write(.done(UInt64(output.inputCount)))
    }

    private func walk(_ source: ArchiveSource, type: MediaType, depth: Int) throws {
        guard let archive = ArchiveReader(source, type: type) else {
            try output.write(.uninspected(.malformed))
            return
        }
        if type == .gzip { try gzipHeader(source.held) }
        if let bytes = source.whole, type == .zip || type == .officeOpenXML || type == .openDocument {
            let comment = ZipLayout(bytes).comment
            if !comment.isEmpty { try output.write(comment[...]) { .attributes($0) } }
        }
        while true {
            switch archive.next() {
            case .end:
                // Of a zip or 7z that is not held nobody can tell, for its directory is at its end.
                if archive.hasUnreadBytes() {
                    try output.write(.uninspected(source.isWhole || type == .tar ? .malformed : .sizeBound))
                }
                return
            case .broken:
                try output.write(.uninspected(archive.isEncrypted ? .encrypted : .malformed))
                return
            case .member(let name, let isEncrypted):
                try member(archive, name: name, isEncrypted: isEncrypted, depth: depth)
            case .other(let name):
                try output.begin(.container, name: name)
                try output.write(.end)
            }
        }
    }

    /// The name and comment of a gzip stream (RFC 1952, 2.3); an extra field is for programs, and nothing here knows it.
    private func gzipHeader(_ bytes: [UInt8]) throws {
        guard bytes.count > 10 else { return }
        let flags = bytes[3]
        if flags & 0x04 != 0 { return try output.write(.uninspected(.unknownFormat)) }
        var rest = bytes[10...].prefix(8_192)
        for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 {
            let text = rest.prefix { $0 != 0 }
            if !text.isEmpty { try output.write(text + [0x0A]) { .attributes($0) } }
            if text.count == rest.count { try output.write(.uninspected(.malformed)) }
            rest = rest.dropFirst(text.count + 1)
        }
    }

    private func member(_ archive: ArchiveReader, name: [UInt8], isEncrypted: Bool, depth: Int) throws {
        if isEncrypted {
            try output.begin(.container, name: name)
            try output.write(.uninspected(.encrypted))
            try output.write(.end)
            return
        }
        var head: [UInt8] = []
        var state = ArchiveReader.Data.more([])
        while head.count < MediaType.headBytesMax {
            state = archive.data()
            guard case .more(let bytes) = state else { break }
            try output.count(bytes.count)
            head += bytes
        }
        let isWhole = if case .more = state { false } else { true }
        let type = MediaType.of(head.prefix(MediaType.headBytesMax), isWhole: isWhole)
        if type.isXML {
            try output.begin(.parsed, name: name)
            let markup = MarkupReading(output, isHTML: false)
            try markup.append(head[...])
            try rest(archive, after: state) { try markup.append($0[...]) }
            try markup.finish()
        } else if type.isArchive {
            try output.begin(.container, name: name)
            try nested(archive, head, after: state, type: type, depth: depth)
        } else {
            try output.begin(.raw, name: name)
            try output.write(head[...]) { .raw($0) }
            try rest(archive, after: state) { try output.write($0[...]) { .raw($0) } }
        }
        try output.write(.end)
    }

    private func rest(_ archive: ArchiveReader, after state: ArchiveReader.Data, _ use: ([UInt8]) throws -> Void) throws
    {
        var state = state
        while true {
            switch state {
            case .end: return
            case .broken: return try output.write(.uninspected(archive.isEncrypted ? .encrypted : .malformed))
            case .more: break
            }
            state = archive.data()
            if case .more(let bytes) = state {
                try output.count(bytes.count)
                try use(bytes)
            }
        }
    }

    private func nested(
        _ archive: ArchiveReader,
        _ head: [UInt8],
        after state: ArchiveReader.Data,
        type: MediaType,
        depth: Int
    ) throws {
        guard depth + 1 < bounds.depth else {
            try output.write(.uninspected(.depthBound))
            return try rest(archive, after: state) { _ in }
        }
        // A tar is read from its beginning to its end, so it need not be held.
        if type == .tar { return try nestedTar(archive, head, after: state, depth: depth) }
        var held = head
        var isTooLarge = false
        try rest(archive, after: state) { bytes in
            if held.count + bytes.count <= Self.nestedBytesMax { held += bytes } else { isTooLarge = true }
        }
        if isTooLarge {
            try output.write(.uninspected(.sizeBound))
        } else {
            try walk(ArchiveSource(held, isWhole: true), type: type, depth: depth + 1)
        }
    }

    private func nestedTar(
        _ archive: ArchiveReader,
        _ head: [UInt8],
        after state: ArchiveReader.Data,
        depth: Int
    ) throws {
        var state = state
        var failure: (any Error)?
        let source = ArchiveSource(head, isWhole: false) { [output] in
            guard case .more = state, failure == nil else { return [] }
            state = archive.data()
            guard case .more(let bytes) = state else { return [] }
            do { try output.count(bytes.count) } catch { failure = error }
            return bytes
        }
        try walk(source, type: .tar, depth: depth + 1)
        if let failure { throw failure }
        try rest(archive, after: state) { _ in }
    }
}
