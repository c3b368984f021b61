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

/// Base64 (RFC 4648, 4) without padding, as fingerprints of keys are written.
func base64(_ bytes: UnsafeRawBufferPointer) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in bytes {
        bits = (bits << 8 | Int(byte)) & 0xFFFF
        count += 8
        while count >= 6 {
            count -= 6
            text.append(letters[bits >> count & 63])
        }
    }
    if count > 0 { text.append(letters[bits << (6 - count) & 63]) }
    return String(decoding: text, as: UTF8.self)
}
