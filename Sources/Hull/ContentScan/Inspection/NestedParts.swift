/// The parts of one part, numbered in the order in which they are found.
final class NestedParts {
    let part: [Int]
    let names: [String]
    private let run: InspectionRun
    private var count = 0

    init(_ run: InspectionRun, part: [Int], names: [String]) { (self.run, self.part, self.names) = (run, part, names) }

    /// The place of the next one.
    func nextPart() -> [Int] {
        count += 1
        return part + [count]
    }

    /// Inspects data that was written as text.
    func inspect(_ found: EncodedRuns.Found) {
        switch found {
        case .opaque: run.addUninspected(.encodedData, part: part, names: names)
        case .tooLong: run.addUninspected(.sizeBound, part: part, names: names)
        case .data(let bytes):
            guard part.count < run.limits.depthMax else {
                return run.addUninspected(.depthBound, part: part, names: names)
            }
            guard run.countPart() else { return run.addUninspected(.partBound, part: part, names: names) }
            guard run.countUnpacked(bytes.count) else {
                return run.addUninspected(.sizeBound, part: part, names: names)
            }
            let inner = PartInspection(run, part: nextPart(), names: names)
            inner.append(bytes[...])
            inner.finish()
        }
    }
}
