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
        // A reader stops where its archive ends; what lies behind was not looked into.
        var trailing = 0
        while true {
            let bytes = ContentInput.next()
            if bytes.isEmpty { break }
            trailing += bytes.count
        }
        output.inputCount += trailing
        if trailing > 0 { try output.write(.uninspected(.malformed)) }
        try output.write(.done(UInt64(output.inputCount)))
    }

    private func walk(_ source: ArchiveSource, type: MediaType, depth: Int) throws {
        guard let archive = ArchiveReader(source, type: type) else {
            try output.write(.uninspected(.malformed))
            return
        }
        if let bytes = source.whole, type == .zip || type == .officeOpenXML || type == .openDocument {
            let layout = ZipLayout(bytes)
            if !layout.comment.isEmpty { try output.write(layout.comment[...]) { .attributes($0) } }
            if layout.hasUnlistedBytes { try output.write(.uninspected(.malformed)) }
        }
        while true {
            switch archive.next() {
            case .end:
                if archive.hasTrailingBytes { try output.write(.uninspected(.malformed)) }
                return
            case .broken:
                try output.write(.uninspected(archive.isEncrypted ? .encrypted : .malformed))
                return
            case .member(let name, let isEncrypted):
                try member(archive, name: name, isEncrypted: isEncrypted, depth: depth)
            case .other: continue
            }
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
        var held = head
        var isTooLarge = false
        try rest(archive, after: state) { bytes in
            if held.count + bytes.count <= Self.nestedBytesMax { held += bytes } else { isTooLarge = true }
        }
        if isTooLarge {
            try output.write(.uninspected(.sizeBound))
        } else if depth + 1 >= bounds.depth {
            try output.write(.uninspected(.depthBound))
        } else {
            try walk(ArchiveSource(held, isWhole: true, next: { [] }), type: type, depth: depth + 1)
        }
    }
}
