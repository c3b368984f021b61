/// Writes JSON text. Values are written as they come, nothing is kept but the levels that are open.
struct JSONWriter {
    /// Deeper than this everything stands on one line: indentation grows with the square of the depth.
    private static let indentedLevels = 40

    private(set) var text = ""
    /// One for each level: whether something stands in it already.
    private var levels: [Bool] = []
    private let isIndented: Bool

    init(isIndented: Bool) { self.isIndented = isIndented }

    mutating func object(_ write: (inout JSONWriter) -> Void) {
        open("{")
        write(&self)
        close("}")
    }

    mutating func array(_ write: (inout JSONWriter) -> Void) {
        open("[")
        write(&self)
        close("]")
    }

    mutating func open(_ bracket: String) {
        text += bracket
        levels.append(false)
    }

    mutating func close(_ bracket: String) {
        if levels.popLast() == true { lineBreak() }
        text += bracket
    }

    /// What stands before each element of an array.
    mutating func next() {
        guard let last = levels.last else { return }
        if last { text += "," }
        levels[levels.count - 1] = true
        lineBreak()
    }

    mutating func key(_ key: String) {
        next()
        string(key)
        text += isIndented ? ": " : ":"
    }

    mutating func string(_ value: String) { JSONString.append(value, to: &text) }

    mutating func integer(_ value: Int64) { text += String(value) }

    mutating func bool(_ value: Bool) { text += value ? "true" : "false" }

    mutating func null() { text += "null" }

    mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    private mutating func lineBreak() {
        guard isIndented, levels.count <= Self.indentedLevels else { return }
        text += "\n" + String(repeating: "  ", count: levels.count)
    }
}
