/// Which tile or bundle of entries (C2SP tlog-tiles): its level, its index in the level, and how many hashes or entries it holds.
public struct TilePlace: Hashable, Sendable {
    /// What the tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees of `256^level` leaves.
        case hashes(level: Int)
        /// Entries, each with its length.
        case entries
    }

    /// Hashes of a level, or entries.
    public let content: Content
    /// Place in the level.
    public let index: UInt64
    /// 1 to 256; 256 is a full tile.
    public let width: Int

    /// Hashes in a full tile, `2^8`.
    public static let fullWidth = 256
    /// Bits of an index that one tile covers.
    public static let height = 8
    /// The highest level that has a path.
    public static let levelMax = 63

    /// - Returns: nil for a level outside 0...63 or a width outside 1...256.
    public init?(_ content: Content, index: UInt64, width: Int = fullWidth) {
        guard (1...Self.fullWidth).contains(width) else { return nil }
        if case .hashes(let level) = content, !(0...Self.levelMax).contains(level) { return nil }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Reads a path such as `tile/1/x001/x234/067` or `tile/entries/000.p/12`; only what `path` writes is accepted.
    public init?(path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard path.utf8.count <= 128, parts.popFirst() == "tile", let kind = parts.popFirst() else { return nil }
        let content: Content
        if kind == "entries" {
            content = .entries
        } else if let level = Decimal.number(kind.utf8), level <= UInt64(Self.levelMax) {
            content = .hashes(level: Int(level))
        } else {
            return nil
        }
        var width = Self.fullWidth
        if parts.count >= 2, let last = parts.dropLast().last, last.hasSuffix(".p"), let text = parts.popLast() {
            guard let number = Decimal.number(text.utf8), (1...255).contains(number) else { return nil }
            width = Int(number)
            parts[parts.endIndex - 1] = last.dropLast(2)
        }
        var index: UInt64 = 0
        for part in parts {
            let digits = part.hasPrefix("x") ? part.dropFirst() : part
            guard digits.utf8.count == 3, let number = UInt64(digits), index <= (UInt64.max - number) / 1000 else {
                return nil
            }
            index = index * 1000 + number
        }
        self.init(content, index: index, width: width)
        guard self.path == path else { return nil }
    }

    /// The path below a log's prefix.
    public var path: String {
        var elements: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.count) + digits
            elements.insert(elements.isEmpty ? padded : "x" + padded, at: 0)
            rest /= 1000
        } while rest > 0
        let kind =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(kind)/\(elements.joined(separator: "/"))" + (width == Self.fullWidth ? "" : ".p/\(width)")
    }

    /// The partial tiles and bundles at the right edge of a tree, lowest level first. At level `l` the width is
    /// `floor(size / 256^l) mod 256`; empty ones do not exist.
    public static func partial(size: UInt64) -> [TilePlace] {
        var places: [TilePlace] = []
        var count = size
        var level = 0
        while count > 0 {
            let width = Int(count % UInt64(fullWidth))
            let contents: [Content] = level == 0 ? [.hashes(level: 0), .entries] : [.hashes(level: level)]
            places += contents.compactMap { TilePlace($0, index: count / UInt64(fullWidth), width: width) }
            count /= UInt64(fullWidth)
            level += 1
        }
        return places
    }
}
