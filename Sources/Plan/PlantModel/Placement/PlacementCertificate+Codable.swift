extension PlacementCertificate.Node: Codable {
    /// A node as it is written: the case split in the order of a walk (a split, then all below, then all above), so that no reader has to nest.
    private struct Entry: Codable {
        /// Column and value of a split.
        var split: [Int]?
        /// Row and multiplier, in turn, of an end.
        var end: [Int]?
        /// Likewise, of a node that was not worked out.
        var open: [Int]?
    }

    /// Splits that are nested deeper are refused.
    static let depthMax = 4_000

    /// Reads the walk.
    public init(from decoder: any Decoder) throws {
        let entries = try [Entry](from: decoder)
        func corrupted(_ reason: String) -> DecodingError {
            DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: reason))
        }
        func multipliers(_ list: [Int]) throws -> [PlacementCertificate.Multiplier] {
            guard list.count.isMultiple(of: 2) else { throw corrupted("rows and multipliers come in pairs") }
            return stride(from: 0, to: list.count, by: 2).map {
                PlacementCertificate.Multiplier(row: list[$0], times: list[$0 + 1])
            }
        }
        // From the last entry to the first, so that the parts of a split are there when it is met.
        var built: [(node: PlacementCertificate.Node, depth: Int)] = []
        for entry in entries.reversed() {
            switch (entry.split, entry.end, entry.open) {
            case (let split?, nil, nil):
                guard split.count == 2, let below = built.popLast(), let above = built.popLast() else {
                    throw corrupted("a split is incomplete")
                }
                let depth = max(below.depth, above.depth) + 1
                guard depth <= Self.depthMax else { throw corrupted("the case split is deeper than \(Self.depthMax)") }
                built.append((.split(column: split[0], at: split[1], below: below.node, above: above.node), depth))
            case (nil, let end?, nil): built.append((.end(try multipliers(end)), 0))
            case (nil, nil, let open?): built.append((.open(try multipliers(open)), 0))
            default: throw corrupted("a node of a proof is one of split, end, open")
            }
        }
        guard let root = built.popLast(), built.isEmpty else { throw corrupted("a proof has one root") }
        self = root.node
    }

    /// Writes the walk.
    public func encode(to encoder: any Encoder) throws {
        var entries: [Entry] = []
        var stack = [self]
        func flat(_ multipliers: [PlacementCertificate.Multiplier]) -> [Int] {
            multipliers.flatMap { [$0.row, $0.times] }
        }
        while let node = stack.popLast() {
            switch node {
            case .end(let multipliers): entries.append(Entry(end: flat(multipliers)))
            case .open(let multipliers): entries.append(Entry(open: flat(multipliers)))
            case .split(let column, let at, let below, let above):
                entries.append(Entry(split: [column, at]))
                stack.append(above)
                stack.append(below)
            }
        }
        try entries.encode(to: encoder)
    }
}
