import Foundation
import Journal
import Testing

/// The proofs of github.com/transparency-dev/merkle (Apache-2.0), where `BULKHEAD_MERKLE_VECTORS` names its folder `testdata`.
@Suite(
    "The public vectors of Merkle proofs are judged as they say",
    .enabled(if: ProcessInfo.processInfo.environment["BULKHEAD_MERKLE_VECTORS"] != nil)
)
struct PublicVectorTests {
    struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    static func files(_ kind: String) throws -> [URL] {
        let folder = ProcessInfo.processInfo.environment["BULKHEAD_MERKLE_VECTORS"] ?? ""
        let base = URL(filePath: folder).appending(path: kind)
        return try FileManager.default.subpathsOfDirectory(atPath: base.path(percentEncoded: false))
            .filter { $0.hasSuffix(".json") }.sorted().map { base.appending(path: $0) }
    }

    static func hash(_ text: String) -> TreeHash? { Data(base64Encoded: text).flatMap { TreeHash($0) } }

    /// Hashes, or nil if one of them has another length, which our types cannot even hold.
    static func hashes(_ texts: [String]?) -> [TreeHash]? {
        let read = (texts ?? []).map(hash)
        return read.contains { $0 == nil } ? nil : read.compactMap { $0 }
    }

    @Test("inclusion")
    func inclusion() throws {
        let files = try Self.files("inclusion")
        #expect(files.count >= 90)
        for file in files {
            let vector = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
            var holds = false
            if let leaf = Self.hash(vector.leafHash), let root = Self.hash(vector.root),
                let path = Self.hashes(vector.proof)
            {
                let proof = InclusionProof(index: vector.leafIdx, size: vector.treeSize, path: path)
                holds = (try? proof.verify(leaf: leaf, root: root)) != nil
            }
            #expect(holds == !vector.wantErr, "\(file.lastPathComponent)")
        }
    }

    @Test("consistency")
    func consistency() throws {
        let files = try Self.files("consistency")
        #expect(files.count >= 90)
        for file in files {
            let vector = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
            var holds = false
            if let old = Self.hash(vector.root1), let new = Self.hash(vector.root2),
                let path = Self.hashes(vector.proof)
            {
                let proof = ConsistencyProof(oldSize: vector.size1, newSize: vector.size2, path: path)
                holds = (try? proof.verify(oldRoot: old, newRoot: new)) != nil
            }
            // One vector has roots that are no SHA-256 hashes and is said to hold because they are equal; here a root is a hash.
            if Self.hash(vector.root1) == nil, !vector.wantErr { continue }
            #expect(holds == !vector.wantErr, "\(file.path(percentEncoded: false))")
        }
    }
}
