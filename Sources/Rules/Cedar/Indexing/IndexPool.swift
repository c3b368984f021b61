/// Elements with small numbers that stay theirs until they are given back.
struct IndexPool<Element: Sendable>: Sendable {
    private(set) var elements: [Element] = []
    private var free: [Int32] = []

    /// Adds an element and says its number.
    mutating func add(_ element: Element) -> Int32 {
        if let number = free.popLast() {
            elements[Int(number)] = element
            return number
        }
        elements.append(element)
        return Int32(elements.count - 1)
    }

    /// Gives a number back; `vacant` stands under it until it is used again.
    mutating func remove(_ number: Int32, leaving vacant: Element) {
        elements[Int(number)] = vacant
        free.append(number)
    }

    subscript(number: Int32) -> Element {
        get { elements[Int(number)] }
        _modify { yield &elements[Int(number)] }
    }
}
