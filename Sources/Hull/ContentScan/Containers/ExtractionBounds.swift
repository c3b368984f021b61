/// The bounds that a content-inspector sets itself before it reads a byte.
package struct ExtractionBounds: Equatable, Sendable {
    package var processorSeconds: Int
    package var memoryBytes: Int
    package var unpackedBytes: Int
    package var ratio: Int
    package var depth: Int
    package var parts: Int
    /// Pages that are drawn so that words in their pictures are looked for.
    package var drawnPages: Int

    init(_ limits: InspectionLimits) {
        processorSeconds = limits.childSecondsMax
        memoryBytes = limits.childBytesMax
        unpackedBytes = limits.unpackedBytesMax
        ratio = limits.ratioMax
        depth = limits.depthMax
        parts = limits.partsMax
        drawnPages = limits.readsPictures ? limits.drawnPagesMax : 0
    }

    /// As words of a command line.
    var arguments: [String] {
        [processorSeconds, memoryBytes, unpackedBytes, ratio, depth, parts, drawnPages].map { "\($0)" }
    }

    /// Reads what `arguments` wrote; nil for anything else.
    package init?(arguments: some Collection<String>) {
        let numbers = arguments.compactMap { Int($0) }
        guard numbers.count == 7, arguments.count == 7, numbers.dropLast().allSatisfy({ $0 > 0 }), numbers[6] >= 0
        else { return nil }
        (processorSeconds, memoryBytes, unpackedBytes) = (numbers[0], numbers[1], numbers[2])
        (ratio, depth, parts, drawnPages) = (numbers[3], numbers[4], numbers[5], numbers[6])
    }
}
