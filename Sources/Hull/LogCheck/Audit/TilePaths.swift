/// Paths of tiles as C2SP tlog-tiles writes them.
enum TilePaths {
    /// `1234067` is `x001/x234/067`.
    static func path(_ level: String, _ index: UInt64) -> String {
        var text = lastThree(index)
        var rest = index / 1000
        while rest > 0 {
            text = "x\(lastThree(rest))/\(text)"
            rest /= 1000
        }
        return "tile/\(level)/\(text)"
    }

    private static func lastThree(_ number: UInt64) -> String {
        let digits = String(number % 1000)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// The path of the full tile, and the width if the path is of a partial one; a path that is neither comes back whole.
    static func parts(_ path: String) -> (full: String, width: Int?) {
        let elements = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = elements.last, let width = Int(last), (1...255).contains(width), String(width) == last,
            elements.dropLast().last?.hasSuffix(".p") == true
        else { return (path, nil) }
        return (String(elements.dropLast().joined(separator: "/").dropLast(2)), width)
    }

    /// Whether a path is of a tile or bundle that only a larger tree has.
    static func isBeyond(_ path: String, size: UInt64) -> Bool {
        let (text, partialWidth) = parts(path)
        let width = UInt64(partialWidth ?? 256)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { return false }
        let level = parts[1] == "entries" ? 0 : Int(parts[1]) ?? -1
        guard (0...7).contains(level) else { return false }
        var index: UInt64 = 0
        for part in parts.dropFirst(2) {
            guard let number = UInt64(part.drop { $0 == "x" }), number < 1000, index < UInt64.max / 1_000_000 else {
                return false
            }
            index = index * 1000 + number
        }
        // The path has to be the one spelling of what it names.
        guard Self.path(String(parts[1]), index) == text else { return false }
        let count = size >> UInt64(8 * level)
        return index * 256 + width > count
    }
}
