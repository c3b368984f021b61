internal import Crypto
internal import Foundation

/// A checkpoint whose signatures were verified with an auditor's keys.
struct SignedHead {
    let size: UInt64
    let root: Digest32
    /// Witnesses whose cosignature holds, by their place in `AuditKeys`.
    let cosigners: Set<Int>

    /// Why a checkpoint is not believed.
    struct Refusal: Error {
        let code: AuditFinding.Code
        let reason: String

        init(_ code: AuditFinding.Code, _ reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    static let bytesMax = 1 << 20
    static let signaturesMax = 128

    /// Reads and verifies a checkpoint: C2SP signed-note, tlog-checkpoint, tlog-cosignature.
    init(_ note: [UInt8], keys: AuditKeys) throws(Refusal) {
        guard note.count <= Self.bytesMax else { throw Refusal(.malformed, "more than \(Self.bytesMax) bytes") }
        guard String(validating: note, as: UTF8.self) != nil, !note.contains(where: { $0 < 0x20 && $0 != 0x0A }) else {
            throw Refusal(.malformed, "not UTF-8, or a control character")
        }
        guard let (text, signatures) = Self.parts(note) else {
            throw Refusal(.malformed, "a note is a text, a blank line and signature lines")
        }
        let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 3, !lines.contains(where: \.isEmpty) else {
            throw Refusal(.malformed, "a checkpoint is at least three lines: origin, size, root")
        }
        guard let size = decimal(lines[1]) else {
            throw Refusal(.malformed, "line 2: the size is not a decimal number")
        }
        guard let root = decodedBase64(lines[2]).flatMap({ Digest32($0[...]) }) else {
            throw Refusal(.malformed, "line 3: the root is not base64 of 32 bytes")
        }
        guard size > 0 || root == .of([]) else {
            throw Refusal(.malformed, "line 3: the root of an empty tree is the hash of nothing")
        }
        guard lines[0].elementsEqual(keys.log.name) else {
            throw Refusal(
                .origin,
                "the checkpoint is of another log: \(String(decoding: lines[0].prefix(80), as: UTF8.self))"
            )
        }
        var isSigned = false
        var cosigners: Set<Int> = []
        for line in signatures {
            guard let (name, blob) = Self.signature(line) else {
                throw Refusal(.malformed, "a signature line is malformed")
            }
            let id = blob.prefix(4)
            for key in keys.signers where name.elementsEqual(key.name) && id.elementsEqual(key.id) {
                guard Self.verifies(Array(blob.dropFirst(4)), Array(text), key) else {
                    throw Refusal(.logSignature, "the log's signature does not verify")
                }
                isSigned = true
            }
            for (place, key) in keys.witnesses.enumerated()
            where name.elementsEqual(key.name) && id.elementsEqual(key.id) {
                guard Self.cosigns(Array(blob.dropFirst(4)), Array(text), key) else {
                    throw Refusal(
                        .witnesses,
                        "a cosignature by \(String(decoding: key.name, as: UTF8.self)) does not verify"
                    )
                }
                cosigners.insert(place)
            }
        }
        guard isSigned else { throw Refusal(.logSignature, "the log has not signed the checkpoint") }
        guard cosigners.count >= keys.witnessesRequired else {
            throw Refusal(
                .witnesses,
                "\(cosigners.count) of \(keys.witnessesRequired) required witnesses have cosigned"
            )
        }
        self.size = size
        self.root = root
        self.cosigners = cosigners
    }

    /// The text with its newline, and the signature lines.
    private static func parts(_ note: [UInt8]) -> (text: ArraySlice<UInt8>, lines: [ArraySlice<UInt8>])? {
        guard note.count >= 3, note.last == 0x0A else { return nil }
        var place = note.count - 2
        while place > 0, !(note[place] == 0x0A && note[place - 1] == 0x0A) { place -= 1 }
        guard place > 0, place + 1 < note.count else { return nil }
        let lines = note[(place + 1)...].dropLast().split(
            separator: 0x0A,
            maxSplits: signaturesMax,
            omittingEmptySubsequences: false
        )
        return lines.count <= signaturesMax ? (note[..<place], lines) : nil
    }

    private static func signature(_ line: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, blob: [UInt8])? {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].elementsEqual("\u{2014}".utf8), isName(words[1]),
            let blob = decodedBase64(words[2]),
            blob.count > 4
        else { return nil }
        return (words[1], blob)
    }

    /// A key name of C2SP signed-note: not empty, no Unicode blanks, no plus; at most 1,024 bytes, as the journal has it.
    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...1024).contains(bytes.count)
            && String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
                $0 != "+" && !$0.properties.isWhitespace
            }
    }

    private static func verifies(_ signature: [UInt8], _ message: [UInt8], _ key: PublicKey) -> Bool {
        (try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes))?.isValidSignature(signature, for: message)
            ?? false
    }

    private static func cosigns(_ blob: [UInt8], _ text: [UInt8], _ key: PublicKey) -> Bool {
        guard blob.count == 72, blob[0] < 0x80 else { return false }
        let time = blob.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return verifies(Array(blob.dropFirst(8)), Array("cosignature/v1\ntime \(time)\n".utf8) + text, key)
    }
}
