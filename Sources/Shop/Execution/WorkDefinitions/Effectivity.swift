internal import PlantModel
internal import Storage

/// What a revision of a work definition is for: orders due within days, orders by their numbers, units by their serial numbers. What it says nothing of
/// does not narrow it; what it says narrows it together.
public struct Effectivity: Codable, Hashable, Sendable {
    /// The first day on which orders for it are due, such as `2027-01-01`; nil for any.
    public var from: String?
    /// The last one; nil for none.
    public var through: String?
    /// Numbers of orders; nil for any.
    public var orders: [String]?
    /// Serial numbers, as ``SerialRange`` reads them: `VEH-100 to VEH-199`, `VEH-200 and on`, `VEH-7`; nil for any.
    public var serials: [String]?

    /// An effectivity; empty lists are none.
    public init(from: String? = nil, through: String? = nil, orders: [String] = [], serials: [String] = []) {
        self.from = from
        self.through = through
        self.orders = orders.isEmpty ? nil : orders
        self.serials = serials.isEmpty ? nil : serials
    }

    /// The most orders, and the most serial numbers and ranges.
    static let entriesMax = 100

    /// Whether it narrows nothing.
    public var isOpen: Bool { self == Effectivity() }

    /// Everything that is wrong, each with its place.
    var problems: [String] {
        var found: [String] = []
        for (place, text) in [("from", from), ("through", through)] {
            if let text, Day(text) == nil {
                found.append("\(place): \(text.prefix(40).debugDescription) is no day; one is written 2026-12-10")
            }
        }
        if let from = from.flatMap({ Day($0) }), let through = through.flatMap({ Day($0) }), through < from {
            found.append("through: it is before the first day")
        }
        if isOpen || orders?.isEmpty == true || serials?.isEmpty == true {
            found.append("it has a list without entries, or says nothing; leave out what narrows nothing")
        }
        for (place, entries) in [("orders", orders ?? []), ("serials", serials ?? [])]
        where entries.count > Self.entriesMax {
            return found + ["\(place): there are \(entries.count), at most \(Self.entriesMax)"]
        }
        for number in orders ?? [] { found += WorkMasterContent.problems(name: number, "orders") }
        for text in serials ?? [] where SerialRange(text) == nil {
            found.append(
                "serials: \(text.prefix(80).debugDescription) is no serial number, no `A-1 to A-9` whose ends are alike but for the number at the end, and no `A-1 and on`"
            )
        }
        return found.map { "effectivity, \($0)" }
    }

    /// Whether it is for a unit of an order.
    func admits(_ serial: String, of order: JobOrderRequest) -> Bool {
        if let from = from.flatMap({ Day($0) }), order.due < from { return false }
        if let through = through.flatMap({ Day($0) }), through < order.due { return false }
        if let orders, !orders.contains(where: { $0.utf8.elementsEqual(order.number.utf8) }) { return false }
        guard let serials else { return true }
        return serials.contains { SerialRange($0)?.admits(serial) ?? false }
    }
}

/// Serial numbers that belong together: one, those from one to another, or those from one on. Ends are alike but for the number at their end, and those
/// between them are by that number: `A-8 to A-11` has `A-9` and `A-09`.
struct SerialRange: Hashable, Sendable {
    private let head: String
    private let low: Int
    /// Nil where it is open.
    private let high: Int?
    /// The one that it is, where it is one.
    private let only: String?

    /// Reads `A-1`, `A-1 to A-9` or `A-1 and on`; nil for anything else.
    init?(_ text: String) {
        guard WorkMasterContent.problems(name: text, "").isEmpty else { return nil }
        if text.hasSuffix(" and on") {
            guard let first = Self.split(String(text.dropLast(7))) else { return nil }
            (head, low, high, only) = (first.head, first.number, nil, nil)
        } else if let middle = text.firstRange(of: " to ") {
            guard let first = Self.split(String(text[..<middle.lowerBound])),
                let last = Self.split(String(text[middle.upperBound...])), first.number <= last.number,
                first.head.utf8.elementsEqual(last.head.utf8)
            else { return nil }
            (head, low, high, only) = (first.head, first.number, last.number, nil)
        } else {
            (head, low, high, only) = (text, 0, 0, text)
        }
    }

    func admits(_ serial: String) -> Bool {
        if let only { return only.utf8.elementsEqual(serial.utf8) }
        guard let unit = Self.split(serial), unit.head.utf8.elementsEqual(head.utf8), low <= unit.number else {
            return false
        }
        return high.map { unit.number <= $0 } ?? true
    }

    /// What stands before the number at the end, and that number, of at most eighteen digits; nil where there is none.
    private static func split(_ text: String) -> (head: String, number: Int)? {
        let digits = text.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
        guard (1...18).contains(digits), let number = Int(text.suffix(digits)) else { return nil }
        return (String(text.dropLast(digits)), number)
    }
}

extension DecisionContext {
    /// The revision that an order takes: of the released ones of the named one's part and program the one that is effective for its units, and of several
    /// the one that was released last.
    /// - Throws: `notReleased` where the named one is not; `notEffective` with the first unit that none is effective for; `severalEffective` with the first
    ///   unit that takes another one than those before it.
    func effective(_ named: WorkMasterState, for order: JobOrderRequest) throws -> WorkMasterState {
        guard named.phase == .released, named.rework == nil else { throw ExecutionRefusal(.notReleased) }
        let released = try view.states(
            WorkMasterState.self,
            [.init("part_number", .equal, [.text(named.partNumber)]), .init("state", .equal, [.text("released")])],
            order: [.init("changed", descending: true)],
            limit: ViewQuery.limitMax
        ).filter { $0.isStandard(for: named) }
        var taken: WorkMasterState?
        for serial in order.serials {
            guard let master = released.first(where: { $0.effectivity?.admits(serial, of: order) ?? true }) else {
                throw ExecutionRefusal(.notEffective, "serial \(serial.debugDescription)")
            }
            if let taken, taken.id != master.id {
                throw ExecutionRefusal(.severalEffective, "serial \(serial.debugDescription)")
            }
            taken = master
        }
        guard let taken else { throw ExecutionRefusal(.notReleased) }
        return taken
    }
}
