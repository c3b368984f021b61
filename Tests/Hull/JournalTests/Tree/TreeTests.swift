import Foundation
import Journal
import Testing

@Suite("The tree is that of RFC 9162")
struct TreeTests {
    /// The entries and roots that implementations of RFC 6962 have shared since its reference implementation.
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
        Array(0x60...0x6F),
    ]
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("the shared test entries give the shared roots")
    func vectors() {
        var frontier = TreeFrontier()
        #expect(frontier.root.description == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        for (entry, root) in zip(Self.entries, Self.roots) {
            frontier.append(.leaf(entry))
            #expect(frontier.root.bytes.map { String(format: "%02x", $0) }.joined() == root)
        }
    }

    static let leaves = (0..<300).map { TreeHash.leaf(Array("leaf \($0)".utf8)) }

    @Test("appending one by one gives the root of the definition at every size, and the frontier can be stored")
    func frontier() throws {
        var frontier = TreeFrontier()
        for size in 0...Self.leaves.count {
            #expect(frontier.root == NaiveTree.root(Self.leaves[..<size]))
            frontier = try #require(TreeFrontier(size: frontier.size, edge: frontier.edge))
            if size < Self.leaves.count { frontier.append(Self.leaves[size]) }
        }
        #expect(TreeFrontier(size: 3, edge: [.emptyRoot]) == nil)
    }

    @Test("inclusion proofs are those of the definition, and hold for this leaf, place and size alone")
    func inclusion() throws {
        let tree = NaiveTree(leaves: Self.leaves)
        for size in [1, 2, 3, 5, 7, 8, 31, 32, 33, 100] {
            let root = NaiveTree.root(Self.leaves[..<size])
            for index in 0..<size {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), from: tree)
                #expect(proof.path == NaiveTree.path(index, Self.leaves[..<size]))
                try proof.verify(leaf: Self.leaves[index], root: root)
                #expect(throws: ProofError.self) { try proof.verify(leaf: Self.leaves[index + 1], root: root) }
                for other in [index + 1, index ^ 1, size + index] where other != index {
                    let moved = InclusionProof(index: UInt64(other), size: UInt64(size), path: proof.path)
                    #expect(throws: ProofError.self) { try moved.verify(leaf: Self.leaves[index], root: root) }
                }
                for path in [proof.path + [root], [root] + proof.path, proof.path.dropLast()] where path != proof.path {
                    let spoilt = InclusionProof(index: UInt64(index), size: UInt64(size), path: Array(path))
                    #expect(throws: ProofError.self) { try spoilt.verify(leaf: Self.leaves[index], root: root) }
                }
            }
        }
    }

    @Test("consistency proofs are those of the definition, and hold between these two trees alone")
    func consistency() throws {
        let tree = NaiveTree(leaves: Self.leaves)
        for new in [1, 2, 3, 6, 7, 8, 17, 32, 45] {
            let newRoot = NaiveTree.root(Self.leaves[..<new])
            for old in 0...new {
                let oldRoot = NaiveTree.root(Self.leaves[..<old])
                let proof = try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), from: tree)
                #expect(proof.path == (old == 0 ? [] : NaiveTree.proof(old, Self.leaves[..<new])))
                try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
                #expect(throws: ProofError.self) { try proof.verify(oldRoot: Self.leaves[299], newRoot: newRoot) }
                if old > 0 {
                    #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, newRoot: Self.leaves[299]) }
                }
                let longer = ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), path: proof.path + [newRoot])
                #expect(throws: ProofError.self) { try longer.verify(oldRoot: oldRoot, newRoot: newRoot) }
            }
        }
    }

    @Test("sizes at the edge of 64 bits and paths of any length are refused without a crash")
    func hostile() {
        for size in [UInt64.max, 1 << 63, 0] {
            for count in [0, 1, 63, 64, 65, 200] {
                let path = Array(repeating: TreeHash.emptyRoot, count: count)
                for index in [0, size / 2, size &- 1, size] {
                    #expect(throws: ProofError.self) {
                        try InclusionProof(index: index, size: size, path: path).verify(
                            leaf: Self.leaves[0],
                            root: Self.leaves[1]
                        )
                    }
                    #expect(throws: ProofError.self) {
                        try ConsistencyProof(oldSize: index, newSize: size, path: path)
                            .verify(oldRoot: Self.leaves[0], newRoot: Self.leaves[1])
                    }
                }
            }
        }
    }
}
