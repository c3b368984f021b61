import ContentScan

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// content-inspector MODE BOUNDS…: reads hostile content from standard input and says in frames on standard output what is in it.
// `ContentScan` starts it; people never do.
let words = CommandLine.arguments
guard words.count > 2, let mode = ExtractionMode(rawValue: words[1]),
    let bounds = ExtractionBounds(arguments: words[2...])
else {
    print("content-inspector is started by Bulkhead to take containers apart, and does nothing by itself.")
    exit(64)
}
// Readers of pages and pictures go back and forth in a file.
let held = mode.runsPrograms ? HeldInput.hold(bytesMax: bounds.memoryBytes) : nil
guard !mode.runsPrograms || held != nil else { exit(71) }
// Its library looks for files of its own when it begins.
guard mode != .sqlite || DatabaseReading.prepare() else { exit(71) }
let cell = ProcessBounds(bounds, mode: mode)
guard cell.enter() else { exit(71) }
let output = FrameOutput(bounds)
do {
    switch mode {
    case .archive: try ArchiveWalk(output, bounds).walkInput()
    case .xml, .html: try MarkupReading(output, isHTML: mode == .html).readInput()
    // It is held twice for a moment.
    case .sqlite: try DatabaseReading(output, bytesMax: bounds.memoryBytes / 3).readInput()
    case .pdf, .picture:
        output.inputCount = held?.count ?? 0
        let isWhole = held?.isWhole ?? false
        if mode == .pdf {
            try PagedDocument(output, bounds).read(isWhole: isWhole)
        } else {
            try PictureReading(output).read(isWhole: isWhole)
        }
    }
} catch {
    // What was wrong with the content is in frames; the rest is that nobody reads them.
    exit(74)
}
