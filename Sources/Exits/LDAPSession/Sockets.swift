#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Bounds how long one read or write of a connection waits. The library waits for a message to begin, and then without end for its rest.
func boundWaiting(_ socket: Int32, seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
}

/// What a call of the library is given to wait for at most.
func timeLimit(_ duration: Duration) -> timeval {
    let (seconds, attoseconds) = max(duration, .zero).components
    return timeval(tv_sec: Int(seconds), tv_usec: .init(attoseconds / 1_000_000_000_000))
}

/// Shuts a connection down without a word.
func shut(_ socket: Int32) { _ = shutdown(socket, Int32(SHUT_RDWR)) }

/// Has a write to a line that the other end closed fail on this thread, where it would end the process.
func failOnClosedLines() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
}
