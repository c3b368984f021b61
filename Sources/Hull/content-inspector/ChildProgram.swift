#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Another program, which reads what this process holds as standard input and inherits its bounds. It gets no environment.
enum ChildProgram {
    /// Runs it and hands over what it writes.
    ///
    /// - Returns: its wait status; nil where it cannot be started.
    static func run(_ path: String, _ arguments: [String], _ use: ([UInt8]) throws -> Void) throws -> Int32? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        let outcome = posix_spawn(&process, path, &actions, nil, &pointers, &environment)
        close(ends[1])
        guard outcome == 0 else { return nil }
        var status: Int32 = 0
        do {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = read(ends[0], &buffer, buffer.count)
                if count == 0 { break }
                if count < 0 {
                    if errno == EINTR { continue }
                    break
                }
                try use(Array(buffer[..<count]))
            }
        } catch {
            kill(process, SIGKILL)
            waitpid(process, &status, 0)
            throw error
        }
        waitpid(process, &status, 0)
        return status
    }
}
