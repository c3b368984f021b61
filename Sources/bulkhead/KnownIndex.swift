import ArgumentParser
import Classification
import ContentScan
import Foundation
import LeakScan

/// An index by `bulkhead fingerprint`, as commands read it.
enum KnownIndex {
    /// What is looked for beside markings, and the bytes of the index; nil where none is named.
    static func read(_ path: String?, _ keyPath: String?, _ schemes: Schemes) throws
        -> (contents: KnownFile.Contents, bytes: [UInt8])?
    {
        guard let path, let keyPath else { return nil }
        let bytes = try WrongInput.telling { try InputFile.bytes(path) }
        let key = String(decoding: try WrongInput.telling { try InputFile.bytes(keyPath) }, as: UTF8.self)
        do throws(KnownFile.Problem) {
            return (try KnownFile.open(bytes, key: key, schemes: schemes), bytes)
        } catch {
            Console.error("\(error == .noKey ? keyPath : path): \(error)")
            throw ExitStatus.wrongInput
        }
    }
}

/// What is looked for in content that comes or leaves, beside markings.
struct KnownContentArguments: ParsableArguments {
    @Option(
        help:
            "An index by fingerprint: content that agrees with what is restricted there has that restriction too, whether it is marked or not; takes --known-key."
    )
    var known: String?

    @Option(help: "The key of the index.")
    var knownKey: String?

    func validate() throws {
        if (known == nil) != (knownKey == nil) {
            throw ValidationError("--known and --known-key go together: an index and its key")
        }
    }

    /// What is looked for; prints what is wrong and exits 2. What left without a restriction stops nothing: it only tells a scan whence something came.
    func content(_ schemes: Schemes) throws -> KnownContent? {
        try KnownIndex.read(known, knownKey, schemes)?.contents.known.omitting {
            $0.tag == KnownIndexing.keptTag || $0.label.isUnrestricted
        }
    }
}
