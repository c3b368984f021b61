#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Shuts a connection down without a word.
func shut(_ socket: Int32) { _ = shutdown(socket, Int32(SHUT_RDWR)) }
