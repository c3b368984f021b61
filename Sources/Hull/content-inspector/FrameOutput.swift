internal import ContentScan

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Writes frames to standard output and keeps count of what was unpacked.
final class FrameOutput {
    /// Nobody reads any more, or a bound was reached and said.
    enum Stop: Error { case readerGone, beyondBound }

    private let bounds: ExtractionBounds
    private var unpackedCount = 0
    private var partCount = 0
    /// Bytes of input read so far, for the ratio.
    var inputCount = 0

    init(_ bounds: ExtractionBounds) { self.bounds = bounds }

    /// Below this much output no ratio is suspicious.
    private static let unsuspiciousBytes = 16 << 20

    /// Counts what was unpacked, whether it is handed on or not.
    func count(_ bytes: Int) throws {
        unpackedCount += bytes
        if unpackedCount > bounds.unpackedBytes { try stop(.sizeBound) }
        if unpackedCount > Self.unsuspiciousBytes, unpackedCount / max(1, inputCount) > bounds.ratio {
            try stop(.ratioBound)
        }
    }

    func begin(_ form: ExtractionFrame.Form, name: [UInt8]) throws {
        partCount += 1
        if partCount > bounds.parts { try stop(.partBound) }
        try write(.begin(form, name: name))
    }

    func write(_ frame: ExtractionFrame) throws {
        var rest = frame.bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite($0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw Stop.readerGone
            }
        }
    }

    /// Writes bytes of any number as frames.
    func write(_ bytes: ArraySlice<UInt8>, as frame: ([UInt8]) -> ExtractionFrame) throws {
        var rest = bytes
        while !rest.isEmpty {
            try write(frame(Array(rest.prefix(ExtractionFrame.payloadBytesMax))))
            rest = rest.dropFirst(ExtractionFrame.payloadBytesMax)
        }
    }

    /// Says that a bound was reached and ends everything: without `done` the parent knows that not all was read.
    private func stop(_ reason: Uninspected) throws -> Never {
        try write(.uninspected(reason))
        throw Stop.beyondBound
    }
}

private func systemWrite(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(1, bytes, count) }
