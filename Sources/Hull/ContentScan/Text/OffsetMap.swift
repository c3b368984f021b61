/// Where each byte of a text came from: runs of scalars that all have one width in the text and one in its source.
///
/// An English text in any encoding is one run, whatever its length; the memory grows with the changes of width alone.
struct OffsetMap {
    private struct Run {
        let text: Int
        let source: Int
        let textWidth: Int
        let sourceWidth: Int
    }

    private var runs: [Run] = []
    private(set) var textEnd = 0
    private(set) var sourceEnd = 0

    /// Adds `count` scalars of one width that follow each other in text and source.
    mutating func append(textWidth: Int, source: Int, sourceWidth: Int, count: Int = 1) {
        guard count > 0 else { return }
        if let last = runs.last, last.textWidth == textWidth, last.sourceWidth == sourceWidth, source == sourceEnd {
            // The last run goes on.
        } else {
            runs.append(Run(text: textEnd, source: source, textWidth: textWidth, sourceWidth: sourceWidth))
        }
        textEnd += textWidth * count
        sourceEnd = source + sourceWidth * count
    }

    private func run(at text: Int) -> Run? {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].text <= text { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? runs[low - 1] : nil
    }

    /// Where the scalar at this byte of the text begins in the source.
    func source(at text: Int) -> Int {
        guard text < textEnd else { return sourceEnd }
        guard let run = run(at: text) else { return 0 }
        return run.source + (text - run.text) / run.textWidth * run.sourceWidth
    }

    /// Where a range of the text stands in the source; the end is that of its last scalar.
    func source(of range: Range<Int>) -> Range<Int> {
        let start = source(at: range.lowerBound)
        guard range.upperBound > range.lowerBound, let last = run(at: range.upperBound - 1) else {
            return start..<start
        }
        let end = last.source + ((range.upperBound - 1 - last.text) / last.textWidth + 1) * last.sourceWidth
        return start..<max(start, end)
    }

    /// The same with its sources looked up in another map, of which they are the text; for short texts, since it goes scalar by scalar.
    func following(_ first: OffsetMap) -> OffsetMap {
        var whole = OffsetMap()
        for (index, run) in runs.enumerated() {
            let end = index + 1 < runs.count ? runs[index + 1].text : textEnd
            var (at, place) = (run.text, run.source)
            while at < end {
                let source = first.source(of: place..<place + run.sourceWidth)
                whole.append(textWidth: run.textWidth, source: source.lowerBound, sourceWidth: source.count)
                at += run.textWidth
                place += run.sourceWidth
            }
        }
        return whole
    }

    /// Forgets the first bytes of the text; the next ones are counted from 0.
    mutating func removeFirst(_ count: Int) {
        guard count > 0 else { return }
        var kept: [Run] = []
        for (index, run) in runs.enumerated() {
            let end = index + 1 < runs.count ? runs[index + 1].text : textEnd
            guard end > count else { continue }
            let skipped = max(0, count - run.text) / run.textWidth
            kept.append(
                Run(
                    text: max(0, run.text + skipped * run.textWidth - count),
                    source: run.source + skipped * run.sourceWidth,
                    textWidth: run.textWidth,
                    sourceWidth: run.sourceWidth
                )
            )
        }
        runs = kept
        textEnd = max(0, textEnd - count)
    }
}
