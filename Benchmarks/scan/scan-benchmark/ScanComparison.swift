import ContentScan
import LeakCorpus

/// Inspects content twice, reading the neighbourhoods of traces alone and reading all of it, and counts where the two differ.
struct ScanComparison {
    private let standard: ContentScanner
    private let small: ContentScanner
    private var count = 0
    private var findingCount = 0
    private var differing: [String] = []

    init(_ scanner: ContentScanner) {
        standard = scanner
        var limits = InspectionLimits()
        (limits.windowBytes, limits.overlapBytes) = (6 << 10, 3 << 10)
        small = ContentScanner(schemes: scanner.schemes, limits: limits, extractor: scanner.extractor)
    }

    /// - Parameter inWindows: whether in many small windows.
    mutating func compare(_ bytes: [UInt8], name: String, inWindows: Bool) {
        let near = inWindows ? small : standard
        var whole = near
        whole.readsNeighbourhoods = false
        let first = near.inspect(bytes, name: name).inspection
        let second = whole.inspect(bytes, name: name).inspection
        count += 1
        findingCount += second.findings.count
        guard first != second else { return }
        let added = first.findings.filter { !second.findings.contains($0) }
        let lost = second.findings.filter { !first.findings.contains($0) }
        differing.append("\(name)\n  only by neighbourhoods: \(added)\n  only by reading all: \(lost)\n")
    }

    /// The differences, and how many there are.
    var text: String {
        differing.joined() + "\(differing.count) of \(count) differ, with \(findingCount) findings\n"
    }
}
