internal import Foundation
internal import Storage

/// A witness with its memory on disk, in a folder of its own, kept by another process, and best another person, than the log.
///
/// | file | what it holds |
/// |---|---|
/// | `witness-key` | the private key and its name, mode 0600 |
/// | `lock` | held while a request is judged |
/// | `seen/HEX` | the newest checkpoint cosigned of a log, with the cosignature; HEX is the SHA-256 of its origin |
///
/// The memory is flushed before an answer is given, so that no crash makes the witness forget what it said. It is believed only as far as the
/// witness's own cosignature on it holds: a damaged file stops the witness for that log, it never begins anew by itself.
public struct WitnessFolder: Sendable {
    private let folder: String
    private let signer: NoteSigner
    private let provider: any CryptographyProvider

    private static let header = "bulkhead-witness-key/1 "

    /// The key that verifies the cosignatures.
    public var verifier: VerifierKey { signer.verifier }

    /// Makes a witness: a folder that is not there yet, with a new key.
    /// - Throws: `JournalError`: `exists`, `keys`.
    public static func create(
        at folder: String,
        name: KeyName,
        using provider: any CryptographyProvider
    ) throws -> WitnessFolder {
        guard mkdir(folder, 0o700) == 0, mkdir(folder + "/seen", 0o700) == 0 else {
            throw JournalError(
                errno == EEXIST ? .exists : .keys,
                "\(folder): the folder of a witness is made new, and cannot be: \(SecretFile.reason())"
            )
        }
        let text = header + Base64.text(provider.randomBytes(32)) + " \(name.text)\n"
        try SecretFile.create(at: folder + "/witness-key", Array(text.utf8), what: "the witness's key")
        guard SecretFile.flushFolder(of: folder) else {
            throw JournalError(.keys, "\(folder): the folder cannot be flushed: \(SecretFile.reason())")
        }
        return try WitnessFolder(folder, using: provider)
    }

    /// Opens a witness.
    /// - Throws: `JournalError` with code `keys`.
    public init(_ folder: String, using provider: any CryptographyProvider) throws {
        let bytes = try SecretFile.read(folder + "/witness-key", bytesMax: 4096, what: "the witness's key")
        let words = bytes.dropLast().split(separator: 0x20, omittingEmptySubsequences: false)
        guard bytes.starts(with: Self.header.utf8), bytes.last == 0x0A, words.count == 3,
            let key = Base64.bytes(words[1]), let name = String(validating: words[2], as: UTF8.self)
        else { throw JournalError(.keys, "\(folder)/witness-key: this is no key of a witness") }
        self.folder = folder
        self.provider = provider
        signer = try NoteSigner(
            name: KeyName(name),
            kind: .cosignatureV1,
            privateKey: SecretBytes(key),
            using: provider
        )
    }

    /// Judges a request (C2SP tlog-witness, `add-checkpoint`), remembers the checkpoint if it is accepted, and only then answers.
    /// - Parameters:
    ///   - logs: keys of the logs that are watched.
    ///   - time: POSIX seconds.
    /// - Returns: the cosignature line.
    /// - Throws: `WitnessRefusal`; `JournalError` with code `damaged` when the memory is not what this witness wrote, `tryLater` while another request is judged, `store` when it cannot be flushed.
    public func answer(_ request: [UInt8], logs: [VerifierKey], time: UInt64) throws -> SignedNote.Signature {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        var seen: [KeyName: Witness.Seen] = [:]
        var asked: KeyName?
        if let read = try? WitnessRequest(request), let checkpoint = try? Checkpoint(text: read.checkpoint.text) {
            asked = checkpoint.origin
            if let note = try newest(of: checkpoint.origin) {
                let known = try Checkpoint(text: note.text)
                seen[checkpoint.origin] = Witness.Seen(size: known.size, root: known.root)
            }
        }
        var witness = try Witness(logs: logs, signer: signer, seen: seen)
        let signature = try witness.add(request, time: time, using: provider)
        guard let asked else { throw WitnessRefusal.malformed(NoteError(.malformed, "the request names no log")) }
        var note = try WitnessRequest(request).checkpoint
        note.signatures.append(signature)
        try remember(note, of: asked)
        return signature
    }

    /// The newest checkpoint that was cosigned of a log, with the cosignature: what a log that was restored is held against.
    /// - Throws: `JournalError` with code `damaged`.
    public func newest(of origin: KeyName) throws -> SignedNote? {
        let path = path(of: origin)
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        let bytes = try SecretFile.read(path, bytesMax: SignedNote.bytesMax, what: "the memory of the witness")
        do {
            let note = try SignedNote(bytes)
            _ = try note.verified(by: [signer.verifier], using: provider)
            guard try Checkpoint(text: note.text).origin == origin else {
                throw NoteError(.wrongOrigin, "it is of another log")
            }
            return note
        } catch {
            throw JournalError(
                .damaged,
                "\(path): what the witness remembers of \(origin.text) was changed (\(error)). Restore it from its backup only if that is the newest; otherwise ask those who hold cosigned checkpoints"
            )
        }
    }

    private func path(of origin: KeyName) -> String {
        let digest = TreeHash.digest(Array(origin.text.utf8)).bytes
        return folder + "/seen/" + digest.hexadecimal
    }

    /// Writes a new file, flushes it, gives it the name, flushes the folder.
    private func remember(_ note: SignedNote, of origin: KeyName) throws {
        let path = path(of: origin)
        unlink(path + ".new")
        try SecretFile.create(at: path + ".new", note.bytes, what: "the memory of the witness")
        guard rename(path + ".new", path) == 0, SecretFile.flushFolder(of: path) else {
            throw JournalError(
                .store,
                "\(path): the memory of the witness cannot be flushed (\(SecretFile.reason())); nothing was answered"
            )
        }
    }

    /// The right to judge a request.
    private func lock() throws(JournalError) -> FileLock {
        let path = folder + "/lock"
        do throws(FileLock.Refusal) {
            return try FileLock(path)
        } catch {
            switch error {
            case .notLocked:
                throw JournalError(.tryLater, "\(path): the witness is judging another request; try later")
            case .notOpened(let number):
                throw JournalError(.store, "\(path): \(String(cString: strerror(number)))")
            }
        }
    }
}
