internal import Crypto
internal import Foundation

/// Checks an auditor's bundle offline, with public keys alone: the events that this auditor may read, shown to be in the signed tree; their
/// payloads, shown to be what the entries commit to; and earlier checkpoints, shown to be beginnings of the same tree.
///
/// It does not show that the bundle is complete: an auditor sees by the sequence numbers what was left out.
public enum AuditBundleCheck {
    /// An entry that was shown to be in the log.
    public struct Entry: Hashable, Sendable {
        /// Its place.
        public let index: UInt64
        /// Its bytes.
        public let entry: [UInt8]
        /// The payload, where the bundle has it and the entry commits to it.
        public let payload: [UInt8]?
    }

    /// Checks a bundle.
    /// - Parameter seen: signed checkpoints that the auditor has from elsewhere; each has to be the bundle's or one of its earlier ones.
    /// - Returns: what was found, and the entries for which all holds.
    public static func check(
        _ bundle: [UInt8],
        keys: AuditKeys,
        seen: [[UInt8]] = []
    ) -> (report: AuditReport, entries: [Entry]) {
        var report = AuditReport()
        let form: AuditBundleForm
        let head: SignedHead
        do {
            form = try AuditBundleForm(bundle)
            head = try SignedHead(Array(form.checkpoint.utf8), keys: keys)
        } catch let error as AuditBundleForm.Refusal {
            report.fails(.malformed, "bundle", error.reason)
            return (report, [])
        } catch let error as SignedHead.Refusal {
            report.fails(error.code, "checkpoint", error.reason)
            return (report, [])
        } catch {
            report.fails(.malformed, "bundle", "\(error)")
            return (report, [])
        }
        report.holds(
            .logSignature,
            "checkpoint",
            "signed at \(head.size) entries, cosigned by \(head.cosigners.count) known witnesses"
        )
        var roots: [UInt64: Digest32] = [head.size: head.root]
        for (place, earlier) in form.earlier.enumerated() {
            checkEarlier(earlier, name: "earlier[\(place)]", head: head, keys: keys, roots: &roots, report: &report)
        }
        checkSeen(seen, keys: keys, head: head, roots: roots, report: &report)
        var entries: [Entry] = []
        var last: UInt64?
        for (place, entry) in form.entries.enumerated() {
            if let last, entry.index <= last {
                report.fails(.malformed, "entries[\(place)]", "entries come in the order of the log, each once")
            }
            last = entry.index
            if let shown = checkEntry(entry, name: "entries[\(place)]", head: head, report: &report) {
                entries.append(shown)
            }
        }
        report.entriesVerified = UInt64(entries.count)
        if let choice = form.choice { check(choice, of: entries, &report) }
        return (report, entries)
    }

    private static func checkEarlier(
        _ earlier: AuditBundleForm.Earlier,
        name: String,
        head: SignedHead,
        keys: AuditKeys,
        roots: inout [UInt64: Digest32],
        report: inout AuditReport
    ) {
        do throws(SignedHead.Refusal) {
            let old = try SignedHead(Array(earlier.checkpoint.utf8), keys: keys.withoutQuorum)
            let path = hashes(earlier.proof)
            guard let path, PathCheck.isConsistent(old.size, old.root, head.size, head.root, path) else {
                report.fails(
                    old.size > head.size ? .rolledBack : .consistency,
                    name,
                    "its tree of \(old.size) entries is not shown to be the beginning of the one of \(head.size)"
                )
                return
            }
            roots[old.size] = old.root
            report.holds(.consistency, name, "the tree begins with its \(old.size) entries")
        } catch {
            report.fails(error.code, name, error.reason)
        }
    }

    private static func checkSeen(
        _ seen: [[UInt8]],
        keys: AuditKeys,
        head: SignedHead,
        roots: [UInt64: Digest32],
        report: inout AuditReport
    ) {
        for (place, note) in seen.enumerated() {
            let name = "checkpoint seen before, number \(place + 1)"
            do throws(SignedHead.Refusal) {
                let known = try SignedHead(note, keys: keys.withoutQuorum)
                if known.size > head.size {
                    report.fails(
                        .rolledBack,
                        name,
                        "it has \(known.size) entries, the bundle's checkpoint \(head.size)"
                    )
                } else if let root = roots[known.size] {
                    if root == known.root {
                        report.holds(.consistency, name, "it is a checkpoint of the bundle")
                    } else {
                        report.fails(
                            .forked,
                            name,
                            "the log signed another tree of \(known.size) entries: keep both as evidence"
                        )
                    }
                } else {
                    report.unverified(
                        .consistency,
                        name,
                        "the bundle has no proof from \(known.size) entries; ask for one"
                    )
                }
            } catch {
                report.fails(error.code, name, error.reason)
            }
        }
    }

    private static func checkEntry(
        _ form: AuditBundleForm.Entry,
        name: String,
        head: SignedHead,
        report: inout AuditReport
    ) -> Entry? {
        guard let bytes = decodedBase64(form.entry.utf8), let path = hashes(form.proof) else {
            report.fails(.malformed, name, "entry and proof are base64, each hash of 32 bytes")
            return nil
        }
        if let problem = bytes.withUnsafeBytes({ EventLayout.problem($0, sequence: form.index) }) {
            report.fails(.event, name, problem)
            return nil
        }
        let leaf = bytes.withUnsafeBytes { Digest32.leaf($0) }
        guard PathCheck.root(of: leaf, at: form.index, size: head.size, path) == head.root else {
            report.fails(.inclusion, name, "entry \(form.index) is not shown to be in the tree of \(head.size) entries")
            return nil
        }
        guard form.payload != nil || form.salt != nil else {
            return Entry(index: form.index, entry: bytes, payload: nil)
        }
        guard let payload = form.payload.flatMap({ decodedBase64($0.utf8) }),
            let salt = form.salt.flatMap({ decodedBase64($0.utf8) }), salt.count == 32
        else {
            report.fails(.malformed, name, "payload and salt come together, in base64, the salt with 32 bytes")
            return nil
        }
        let commitment = Digest32.of(Array("bulkhead commitment v1\n".utf8) + salt + payload)
        guard commitment.matches(bytes[EventLayout.commitmentOffset..<(EventLayout.commitmentOffset + 32)]) else {
            report.fails(.commitment, name, "the payload is not what entry \(form.index) commits to")
            return nil
        }
        return Entry(index: form.index, entry: bytes, payload: payload)
    }

    private static func hashes(_ texts: [String]) -> [Digest32]? {
        guard texts.count <= 64 else { return nil }
        let read = texts.compactMap { decodedBase64($0.utf8).flatMap { Digest32($0[...]) } }
        return read.count == texts.count ? read : nil
    }
}
