#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A content-inspector that runs: bytes go to it and frames come back over one socket.
///
/// It gets no environment and is killed when it is late or when this value goes. It closes every file but
/// the socket and bounds its memory and time itself, before it reads a byte. A socket instead of pipes: writing to a child that is gone is then an error and no signal.
final class ExtractorProcess {
    private let process: pid_t
    private let socket: Int32
    private let waitSecondsMax: Int
    private var reader = FrameReader()
    private var isReaped = false
    private var isAtEnd = false
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Nil where the program cannot be started.
    init?(_ program: ExtractorProgram, mode: ExtractionMode, limits: InspectionLimits) {
        waitSecondsMax = limits.waitSecondsMax
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else { return nil }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let arguments = [program.path, mode.rawValue] + ExtractionBounds(limits).arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var started: pid_t = 0
        guard posix_spawn(&started, program.path, &actions, nil, &pointers, &environment) == 0 else {
            close(ends[0])
            return nil
        }
        (process, socket) = (started, ends[0])
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        kill()
        close(socket)
    }

    #if os(Linux)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let quiet = Int32(MSG_NOSIGNAL)
    #else
    private static let stream = SOCK_STREAM
    private static let quiet: Int32 = 0
    #endif

    /// Gives it bytes and hands over what it says meanwhile.
    ///
    /// - Returns: why it failed; nil where it goes on.
    func send(_ bytes: ArraySlice<UInt8>, _ receive: (ExtractionFrame) -> Void) -> Uninspected? {
        var rest = bytes
        var waited = 0
        // A child that closed its input has read what it wants; how much that was it says at the end.
        while !rest.isEmpty, !isAtEnd {
            let events = wait(for: Int16(POLLIN | POLLOUT))
            if events == 0 {
                waited += 1
                if waited >= waitSecondsMax { return .timeBound }
                continue
            }
            waited = 0
            if events & Int16(POLLIN | POLLHUP | POLLERR) != 0, let failure = read(receive) { return failure }
            if events & Int16(POLLOUT) != 0 {
                let sent = rest.withUnsafeBytes {
                    systemSend(socket, $0.baseAddress, min($0.count, 64 << 10), Self.quiet)
                }
                if sent > 0 {
                    rest = rest.dropFirst(sent)
                } else if errno != EAGAIN, errno != EINTR {
                    return .extractorFailed
                }
            }
        }
        return nil
    }

    /// Says that there is no more, and waits for its end.
    func finish(_ receive: (ExtractionFrame) -> Void) -> Uninspected? {
        shutdown(socket, Int32(SHUT_WR))
        var waited = 0
        while !isAtEnd {
            if wait(for: Int16(POLLIN)) == 0 {
                waited += 1
                if waited >= waitSecondsMax { return .timeBound }
                continue
            }
            waited = 0
            if let failure = read(receive) { return failure }
        }
        guard reader.isAtEnd else { return .extractorFailed }
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { return .extractorFailed }
        isReaped = true
        if status & 0x7F == SIGXCPU { return .timeBound }
        return status == 0 ? nil : .extractorFailed
    }

    private func wait(for events: Int16) -> Int16 {
        var entry = pollfd(fd: socket, events: events, revents: 0)
        return poll(&entry, 1, 1_000) > 0 ? entry.revents : 0
    }

    private func read(_ receive: (ExtractionFrame) -> Void) -> Uninspected? {
        let count = recv(socket, &buffer, buffer.count, 0)
        if count < 0 {
            if errno == EAGAIN || errno == EINTR { return nil }
            return .extractorFailed
        }
        if count == 0 {
            isAtEnd = true
            return nil
        }
        guard let frames = try? reader.frames(adding: buffer[..<count]) else { return .extractorFailed }
        for frame in frames { receive(frame) }
        return nil
    }

    /// Ends it, whatever it does.
    func kill() {
        guard !isReaped else { return }
        systemKill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        isReaped = true
        isAtEnd = true
    }
}

// The methods of the same names hide these.
private func systemSend(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(socket, bytes, count, flags)
}

private func systemKill(_ process: pid_t, _ signal: Int32) { _ = kill(process, signal) }
