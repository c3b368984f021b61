internal import Storage

/// Puts rows of several compartments into one order: that of each store, by which nothing tells which row is from where.
struct HitOrder {
    private let places: [(index: Int, isDescending: Bool)]

    /// - Parameter columns: the columns of the rows. The key runs as the last column of the order does, as in ``ViewQuery/order``.
    init(_ order: [ViewQuery.Order], key: [String], columns: [String]) {
        let last = order.last?.isDescending ?? false
        let all =
            order
            + key.filter { name in !order.contains { $0.column == name } }
            .map { ViewQuery.Order($0, descending: last) }
        places = all.compactMap { item in
            columns.firstIndex(of: item.column).map { ($0, item.isDescending) }
        }
    }

    func precedes(_ left: [ViewValue], _ right: [ViewValue]) -> Bool {
        for (index, isDescending) in places {
            switch Self.compare(left[index], right[index]) {
            case 0: continue
            case let sign: return isDescending ? sign > 0 : sign < 0
            }
        }
        return false
    }

    /// Absent values come first, texts and bytes go by bytes.
    private static func compare(_ left: ViewValue, _ right: ViewValue) -> Int {
        switch (left, right) {
        case (.null, .null): 0
        case (.null, _): -1
        case (_, .null): 1
        case (.integer(let left), .integer(let right)): sign(left, right)
        case (.real(let left), .real(let right)): sign(left, right)
        case (.truth(let left), .truth(let right)): sign(left ? 1 : 0, right ? 1 : 0)
        case (.text(let left), .text(let right)): bytes(Array(left.utf8), Array(right.utf8))
        case (.bytes(let left), .bytes(let right)): bytes(left, right)
        default: 0
        }
    }

    private static func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }

    private static func bytes(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
}
