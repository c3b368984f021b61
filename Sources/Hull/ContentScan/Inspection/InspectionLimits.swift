/// Bounds of one inspection. Whatever the input, memory and work stay within them, and what is beyond is reported.
public struct InspectionLimits: Hashable, Sendable {
    /// Text read at once, in bytes of UTF-8; the reader's memory is about thirty times that.
    public var windowBytes = 1 << 20
    /// How much two windows share: longer than any marking with its details (a designation field has at most 8 lines of 4096 bytes).
    public var overlapBytes = 64 << 10
    /// Findings kept; labels of more are joined all the same.
    public var findingsMax = 5_000
    /// Bytes of a finding's excerpt.
    public var excerptBytesMax = 400
    /// Containers within containers.
    public var depthMax = 6
    /// Parts of all containers together.
    public var partsMax = 10_000
    /// Bytes that containers unpack to, all together.
    public var unpackedBytesMax = 1 << 30
    /// How many times its size an archive may unpack to, once it is more than 16 MiB.
    public var ratioMax = 200
    /// Bytes of data written as text (base64) that are decoded, for each run.
    public var encodedBytesMax = 8 << 20
    /// Whether the words in pictures are looked for, which takes about a second of processor time for each.
    public var readsPictures = true
    /// Pages of a PDF whose pictures are looked at: each takes about two seconds of processor time.
    public var drawnPagesMax = 20
    /// Processor seconds of a child process.
    public var childSecondsMax = 60
    /// Seconds that a child process may be waited for without a sign of life.
    public var waitSecondsMax = 20
    /// Bytes of memory of a child process.
    public var childBytesMax = 256 << 20

    /// What the server and `scan` use.
    public static let standard = InspectionLimits()

    /// The standard ones.
    public init() {}
}
