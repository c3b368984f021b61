#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A connection to a host by name or address; below 0 where nobody answers in time.
func connectedSocket(_ host: String, _ port: UInt16, seconds: Int) -> Int32 {
    var hints = addrinfo()
    #if canImport(Glibc)
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
    hints.ai_socktype = SOCK_STREAM
    #endif
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0 else { return -1 }
    defer { freeaddrinfo(found) }
    var next = found
    while let one = next?.pointee {
        next = one.ai_next
        let made = socket(one.ai_family, one.ai_socktype, one.ai_protocol)
        guard made >= 0 else { continue }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        // On Linux it bounds the connecting too (socket(7)).
        setsockopt(made, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if connect(made, one.ai_addr, one.ai_addrlen) == 0 { return made }
        close(made)
    }
    return -1
}

func shutSocket(_ socket: Int32) { _ = shutdown(socket, Int32(SHUT_RDWR)) }

func closeSocket(_ socket: Int32) { close(socket) }
