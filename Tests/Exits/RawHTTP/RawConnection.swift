internal import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A connection that sends bytes as they are, well-formed or not, and takes what comes back until the server ends it or has long been silent.
public struct RawConnection: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine.
    public init(port: Int) throws {
        #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw ConnectionFailure() }
    }

    /// Nobody listens there.
    public struct ConnectionFailure: Error {}

    /// False once the server has gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        #if canImport(Glibc)
        let flags = Int32(MSG_NOSIGNAL)
        return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) } == bytes.count
        #else
        return bytes.withUnsafeBytes { Darwin.send(descriptor, $0.baseAddress, $0.count, 0) } == bytes.count
        #endif
    }

    /// False once the server has gone.
    @discardableResult
    public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// What comes until the server ends the connection, or is silent for so long.
    public func receive(silentMilliseconds: Int32 = 120_000, until: String? = nil) async -> (
        text: String, isEnded: Bool
    ) {
        let (bytes, isEnded) = await receiveBytes(silentMilliseconds: silentMilliseconds, until: until)
        return (text(bytes), isEnded)
    }

    /// The same as it comes, of what is no text.
    public func receiveBytes(silentMilliseconds: Int32 = 120_000, until: String? = nil) async -> (
        bytes: [UInt8], isEnded: Bool
    ) {
        // It waits on a thread of its own: those that tasks share belong to the server.
        await withCheckedContinuation { received in
            Thread { received.resume(returning: receiveNow(silentMilliseconds, until)) }.start()
        }
    }

    private func receiveNow(_ silentMilliseconds: Int32, _ until: String?) -> (bytes: [UInt8], isEnded: Bool) {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, silentMilliseconds) > 0 else { return (received, false) }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return (received, true) }
            received += buffer.prefix(count)
            if let until, text(received).contains(until) { return (received, false) }
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Ends it.
    public func end() { close(descriptor) }
}
