internal import ContentScan

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A picture: the words that `tesseract` reads in it, where that is installed. What it reads may restrict; a picture is never taken as wholly read.
struct PictureReading {
    private static let reader = "/usr/bin/tesseract"

    /// Whether words in pictures can be looked for.
    static var isInstalled: Bool { access(reader, X_OK) == 0 }

    private let output: FrameOutput

    init(_ output: FrameOutput) { self.output = output }

    /// - Parameter isWhole: whether all of it is held.
    func read(isWhole: Bool) throws {
        try output.write(.uninspected(isWhole ? .picture : .sizeBound))
        if isWhole {
            // One that cannot be read is told already.
            _ = try ChildProgram.run(Self.reader, [PagedDocument.input, "stdout"]) { bytes in
                try output.count(bytes.count)
                try output.write(bytes[...]) { .text($0) }
            }
        }
        try output.write(.done(UInt64(output.inputCount)))
    }
}
