internal import Boundary
internal import Crypto
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

/// What lies beside a message: whose it is, its number, its hash, its marking, signed (C2SP signed-note, Ed25519).
///
/// A receiver takes a message once its manifest is there and holds, and takes no two of one origin and number.
public struct MessageManifest: Hashable, Sendable {
    /// Whose messages are numbered together: the instance's name and a hash of flow and program.
    public let origin: String
    /// From 1 in each origin, without gaps.
    public let number: Int64
    /// The flow in the sender's plant file.
    public let flow: String
    /// The name of the file.
    public let file: String
    /// Its length.
    public let byteCount: Int
    /// Its SHA-256 hash in hexadecimal.
    public let digest: String
    /// How many records are in it.
    public let recordCount: Int
    /// The hash of the declaration that it was made by, ``CarriedFlow/digest``.
    public let schema: String
    /// The banner of all that is in it, then notices to its readers.
    public let marking: [String]

    private static let head = "bulkhead message v1"

    /// As it is signed: one line for each.
    var text: String {
        var lines = [
            Self.head, "origin \(origin)", "number \(number)", "flow \(flow)", "file \(file)", "bytes \(byteCount)",
            "sha256 \(digest)", "records \(recordCount)", "schema \(schema)",
        ]
        lines += marking.map { "marking \($0.replacing("\n", with: " "))" }
        return lines.joined(separator: "\n") + "\n"
    }

    init(
        _ message: OutgoingMessage,
        origin: String,
        number: Int64,
        file: String
    ) {
        self.origin = origin
        self.number = number
        flow = message.flow.id
        self.file = file
        byteCount = message.file.byteCount
        digest = message.digest
        recordCount = message.recordCount
        schema = message.flow.digest
        marking = message.marking
    }

    /// Reads a manifest that a key signed.
    /// - Parameter key: the sender's, as it was given to the receiver.
    /// - Throws: `badManifest`.
    public init(
        signed bytes: [UInt8],
        by key: VerifierKey,
        using provider: some CryptographyProvider
    ) throws(GatewayRefusal) {
        let note: SignedNote
        do throws(NoteError) {
            note = try SignedNote(bytes)
        } catch {
            throw GatewayRefusal(.badManifest, "this is no signed note: \(error)")
        }
        do throws(NoteError) {
            _ = try note.verified(by: [key], using: provider)
        } catch {
            throw GatewayRefusal(.badManifest, "the manifest is not signed by \(key.name.text): \(error)")
        }
        var values: [String: String] = [:]
        var marking: [String] = []
        let lines = String(decoding: note.text, as: UTF8.self).split(separator: "\n")
        for line in lines.dropFirst() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            if parts[0] == "marking" {
                marking.append(String(parts[1]))
            } else {
                values[String(parts[0])] = String(parts[1])
            }
        }
        guard lines.first == Self.head[...], let origin = values["origin"], let flow = values["flow"],
            let file = values["file"], let digest = values["sha256"], let schema = values["schema"],
            let number = values["number"].flatMap({ Int64($0) }), let byteCount = values["bytes"].flatMap({ Int($0) }),
            let recordCount = values["records"].flatMap({ Int($0) })
        else { throw GatewayRefusal(.badManifest, "the manifest does not say what it has to") }
        self.origin = origin
        self.number = number
        self.flow = flow
        self.file = file
        self.byteCount = byteCount
        self.digest = digest
        self.recordCount = recordCount
        self.schema = schema
        self.marking = marking
    }

    /// Whether these are the bytes that it speaks of.
    public func fits(_ bytes: [UInt8]) -> Bool {
        bytes.count == byteCount && Array(SHA256.hash(data: Data(bytes))).hexadecimal == digest
    }

    /// The hash by which a stream of messages is named: of a program's name nobody is told who has none of its data.
    static func stream(_ flow: String, _ program: String, of site: String) -> String {
        let text = "bulkhead stream v1\n\(site.utf8.count) \(site)\n\(flow.utf8.count) \(flow)\n\(program)"
        return Array(SHA256.hash(data: Data(text.utf8)).prefix(8)).hexadecimal
    }
}
