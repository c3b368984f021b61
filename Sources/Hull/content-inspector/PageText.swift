internal import ContentScan

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The text of a PDF's pages by `pdftotext` of poppler, which reads standard input itself and inherits this process's bounds.
struct PageText {
    private static let program = "/usr/bin/pdftotext"

    private let output: FrameOutput

    init(_ output: FrameOutput) { self.output = output }

    func read() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FrameOutput.Stop.readerGone }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        let words = [Self.program, "-q", "-enc", "UTF-8", "-", "-"]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        guard posix_spawn(&process, Self.program, &actions, nil, &pointers, &environment) == 0 else {
            try output.write(.uninspected(.extractorMissing))
            throw FrameOutput.Stop.readerGone
        }
        close(ends[1])
        // How much it reads is not known here; its bound of processor time holds all the same.
        output.inputCount = .max
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = systemRead(ends[0], &buffer)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                break
            }
            try output.count(count)
            try output.write(buffer[..<count]) { .text($0) }
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        if status != 0 { try output.write(.uninspected(status & 0x7F == SIGXCPU ? .timeBound : .malformed)) }
        try output.write(.done(.max))
    }
}

private func systemRead(_ file: Int32, _ buffer: inout [UInt8]) -> Int { read(file, &buffer, buffer.count) }
