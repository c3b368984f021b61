/// The order of rows that several statements found, each in order: the same as SQLite's.
struct ViewOrder {
    /// Which places of a row order it, and whether descending.
    let columns: [(place: Int, isDescending: Bool)]

    func precedes(_ left: [ViewValue], _ right: [ViewValue]) -> Bool {
        for (place, isDescending) in columns {
            let sign = Self.compare(left[place], right[place])
            if sign != 0 { return isDescending ? sign > 0 : sign < 0 }
        }
        return false
    }

    /// Absent first, numbers by size, texts and bytes by bytes.
    private static func compare(_ left: ViewValue, _ right: ViewValue) -> Int {
        switch (left, right) {
        case (.null, .null): 0
        case (.null, _): -1
        case (_, .null): 1
        case (.integer(let left), .integer(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.real(let left), .real(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.truth(let left), .truth(let right)): left == right ? 0 : right ? -1 : 1
        case (.text(let left), .text(let right)): bytes(left.utf8, right.utf8)
        case (.bytes(let left), .bytes(let right)): bytes(left, right)
        default: 0
        }
    }

    private static func bytes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Int {
        left.lexicographicallyPrecedes(right) ? -1 : right.lexicographicallyPrecedes(left) ? 1 : 0
    }
}
