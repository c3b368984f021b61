import Journal
import Testing

@Suite("Tiles and bundles are those of C2SP tlog-tiles")
struct TileTests {
    @Test(
        "a path names one tile and is written in one way",
        arguments: [
            ("tile/0/000", TilePlace(.hashes(level: 0), index: 0)),
            ("tile/63/999", TilePlace(.hashes(level: 63), index: 999)),
            ("tile/1/x001/x234/067", TilePlace(.hashes(level: 1), index: 1_234_067)),
            ("tile/entries/x001/000.p/12", TilePlace(.entries, index: 1000, width: 12)),
            ("tile/0/x018/x446/x744/x073/x709/x551/615", TilePlace(.hashes(level: 0), index: .max)),
        ]
    )
    func paths(path: String, place: TilePlace?) {
        #expect(TilePlace(path: path) == place)
        #expect(place?.path == path)
    }

    @Test(
        "other spellings are no paths",
        arguments: [
            "", "tile", "tile/0", "tile/0/0", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/0/1000",
            "tile/0/x000/001",
            "tile/0/x001", "tile/0/001/002", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p",
            "tile/0/000.p/1/2",
            "tile/0/../000", "tile/0/ 01", "/tile/0/000", "tile/0/000/", "tile/Entries/000", "tile/0/+01",
            "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        ]
    )
    func hostilePaths(path: String) { #expect(TilePlace(path: path) == nil) }

    @Test("a tree of 70,000 entries has the tiles of the specification's example")
    func example() throws {
        var tip = LogTip()
        var full: [TilePlace] = []
        for _ in 0..<70_000 { full += try tip.append([1]).map(\.place) }
        #expect(full.count { $0.content == .hashes(level: 0) } == 273)
        #expect(full.count { $0.content == .entries } == 273)
        #expect(full.count { $0.content == .hashes(level: 1) } == 1)
        #expect(
            tip.partialFiles.map(\.place.path) == [
                "tile/0/273.p/112", "tile/entries/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ]
        )
    }

    @Test("at every size the tiles give the roots and proofs of the definition, and the edge can be stored")
    func trees() throws {
        var tip = LogTip()
        var tiles = TilesInMemory()
        var frontier = TreeFrontier()
        let leaves = (0..<1100).map { TreeHash.leaf(Array("\($0)".utf8)) }
        for size in 1...1100 {
            tiles.insert(try tip.append(Array("\(size - 1)".utf8)))
            frontier.append(leaves[size - 1])
            #expect(tip.frontier == frontier)
            guard size % 97 == 0 || [1, 2, 255, 256, 257, 511, 512, 1024].contains(size) else { continue }
            var with = tiles
            with.insert(tip.partialFiles)
            let tree = TiledTree(tiles: with, size: UInt64(size))
            #expect(try tree.root(size: UInt64(size)) == frontier.root)
            for index in stride(from: 0, to: size, by: 37) {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), from: tree)
                #expect(proof.path == NaiveTree.path(index, leaves[..<size]))
                let consistency = try ConsistencyProof(oldSize: UInt64(index), newSize: UInt64(size), from: tree)
                #expect(index == 0 || consistency.path == NaiveTree.proof(index, leaves[..<size]))
            }
            var rows: [[TreeHash]] = []
            for file in tip.partialFiles {
                guard case .hashes(let level) = file.place.content else { continue }
                while rows.count <= level { rows.append([]) }
                rows[level] = try #require(HashTile(bytes: file.bytes)).hashes
            }
            let entries = tip.partialFiles.first { $0.place.content == .entries }
            let bundle = try EntryBundle(entries?.bytes ?? [], count: entries?.place.width ?? 0)
            tip = try #require(LogTip(size: UInt64(size), rows: rows, bundle: bundle))
        }
    }

    @Test("a bundle that is cut off, too long or has too few entries is refused with the entry")
    func bundles() throws {
        var bundle = EntryBundle()
        try bundle.append([1, 2, 3])
        try bundle.append([])
        let bytes = bundle.bytes
        #expect(bytes == [0, 3, 1, 2, 3, 0, 0])
        #expect(try EntryBundle(bytes, count: 2) == bundle)
        for count in 0..<bytes.count {
            #expect(throws: TileError.self) { try EntryBundle(Array(bytes[..<count]), count: 2) }
        }
        #expect(throws: TileError.self) { try EntryBundle(bytes, count: 1) }
        #expect(throws: TileError.self) { try EntryBundle(bytes + [0], count: 2) }
        #expect(throws: TileError.entryTooLarge(65_536)) { try bundle.append(Array(repeating: 0, count: 65_536)) }
    }

    @Test("a tile that is missing, too narrow or not a whole number of hashes is said to be")
    func missing() throws {
        #expect(HashTile(bytes: []) == nil)
        #expect(HashTile(bytes: Array(repeating: 0, count: 33)) == nil)
        #expect(HashTile(bytes: Array(repeating: 0, count: 257 * 32)) == nil)
        let tree = TiledTree(tiles: TilesInMemory(), size: 300)
        #expect(throws: TileError.missing(level: 0, index: 1)) { try InclusionProof(index: 3, size: 300, from: tree) }
    }
}
