import Foundation
import Testing

/// What happens to a process at one of its calls to the system.
struct SyscallFault: CustomStringConvertible {
    enum Kind: Hashable {
        /// It is killed as it enters the call, so after all calls before.
        case kill
        /// The call fails; from then on every such call where it is sticky.
        case error(String, isSticky: Bool)
    }

    let kind: Kind
    let call: String
    /// Which call of this name, from 1.
    let number: Int

    /// Calls that write, flush, cut or remove.
    static let calls = ["write", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename"]

    var description: String { "\(kind) at \(call) \(number)" }

    /// The program that runs another with this fault. `--seccomp-bpf` stops it at these calls alone; strace 6.1 sends no signal then.
    func injection(trace: String) throws -> [String] {
        let what =
            switch kind {
            case .kill: "signal=KILL:when=\(number)"
            case .error(let name, let isSticky): "error=\(name):when=\(number)\(isSticky ? "+" : "")"
            }
        return [
            try #require(RunProcess.strace), "-f", "-qq", "-o", trace, "-e", "trace=\(call)", "-e",
            "inject=\(call):\(what)",
        ] + (kind == .kill ? [] : ["--seccomp-bpf"])
    }

    /// How often a run makes each of the calls, in the thread that makes most: `strace` counts each thread for itself.
    static func counts(trace: String) throws -> [String: Int] {
        var counts: [String: [Substring: Int]] = [:]
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let end = words[1].firstIndex(of: "(") else { continue }
            let call = words[1][..<end].trimmingCharacters(in: .whitespaces)
            if calls.contains(call) { counts[call, default: [:]][words[0], default: 0] += 1 }
        }
        return counts.compactMapValues { $0.values.max() }
    }
}
