/// A receipt (C2SP tlog-proof) that carries its entry as `extra`, checked with public keys alone.
public struct ReceiptCheck: Sendable {
    /// The entry's place.
    public let index: UInt64
    /// Its bytes.
    public let entry: [UInt8]
    /// Entries under the checkpoint.
    public let size: UInt64

    /// Why a receipt shows nothing.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// What was looked at.
        public let code: AuditFinding.Code
        /// What is wrong.
        public let reason: String

        /// The reason.
        public var description: String { reason }
    }

    static let bytesMax = 1 << 20

    /// Checks a receipt.
    /// - Throws: `Refusal`.
    public init(_ receipt: [UInt8], keys: AuditKeys) throws(Refusal) {
        guard receipt.count <= Self.bytesMax else {
            throw Refusal(code: .malformed, reason: "more than \(Self.bytesMax) bytes")
        }
        guard let blank = receipt.indices.dropLast().first(where: { receipt[$0] == 0x0A && receipt[$0 + 1] == 0x0A })
        else {
            throw Refusal(code: .malformed, reason: "no blank line parts the proof from the checkpoint")
        }
        let lines = receipt[..<blank].split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0].elementsEqual("c2sp.org/tlog-proof@v1".utf8) else {
            throw Refusal(
                code: .malformed,
                reason: "the first line is c2sp.org/tlog-proof@v1, then come extra, index and hashes"
            )
        }
        guard lines[1].starts(with: "extra ".utf8), let entry = decodedBase64(lines[1].dropFirst(6)) else {
            throw Refusal(code: .malformed, reason: "line 2: the entry is not there as extra, in base64")
        }
        guard lines[2].starts(with: "index ".utf8), let index = decimal(lines[2].dropFirst(6)) else {
            throw Refusal(code: .malformed, reason: "line 3: index, blank, decimal number")
        }
        let path = lines.dropFirst(3).compactMap { decodedBase64($0).flatMap { Digest32($0[...]) } }
        guard path.count == lines.count - 3, path.count <= 63 else {
            throw Refusal(
                code: .malformed,
                reason: "a line of the proof is not base64 of 32 bytes, or there are more than 63"
            )
        }
        let head: SignedHead
        do throws(SignedHead.Refusal) {
            head = try SignedHead(Array(receipt[(blank + 2)...]), keys: keys)
        } catch {
            throw Refusal(code: error.code, reason: error.reason)
        }
        if let problem = entry.withUnsafeBytes({ EventLayout.problem($0, sequence: index) }) {
            throw Refusal(code: .event, reason: problem)
        }
        let leaf = entry.withUnsafeBytes { Digest32.leaf($0) }
        guard PathCheck.root(of: leaf, at: index, size: head.size, path) == head.root else {
            throw Refusal(
                code: .inclusion,
                reason: "entry \(index) is not shown to be in the tree of \(head.size) entries"
            )
        }
        self.index = index
        self.entry = entry
        size = head.size
    }
}

extension AuditKeys {
    /// Follows the log from the key that the auditor holds to its present one. Each receipt shows, under the key before, an event
    /// `journal.next-key` whose subject is the next verifier key of the same log.
    /// - Returns: the keys to audit with; the checkpoints of the receipts belong to those seen at other times.
    /// - Throws: `ReceiptCheck.Refusal` of the first receipt that does not lead on.
    public func following(_ receipts: [[UInt8]]) throws(ReceiptCheck.Refusal) -> AuditKeys {
        var keys = self
        for receipt in receipts {
            let shown = try ReceiptCheck(receipt, keys: keys.withoutQuorum)
            guard let (kind, subject) = EventLayout.kindAndSubject(shown.entry), kind == "journal.next-key" else {
                throw ReceiptCheck.Refusal(code: .event, reason: "entry \(shown.index) names no next key")
            }
            guard let next = try? PublicKey(subject, type: 1), next.name == keys.log.name else {
                throw ReceiptCheck.Refusal(
                    code: .logSignature,
                    reason: "the next key in entry \(shown.index) is none of this log"
                )
            }
            keys = keys.succeeded(by: next)
        }
        return keys
    }
}

extension AuditReport {
    /// What a receipt shows.
    public init(receipt: [UInt8], keys: AuditKeys) {
        do throws(ReceiptCheck.Refusal) {
            let shown = try ReceiptCheck(receipt, keys: keys)
            holds(.inclusion, "entry \(shown.index)", "it is in the signed tree of \(shown.size) entries")
            entriesVerified = 1
        } catch {
            fails(error.code, "receipt", error.reason)
        }
    }
}
