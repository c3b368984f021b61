/// The properties of scalars by which names and strings that may look like others are found (Unicode Technical Standard 39).
struct UnicodeProperties: Sendable {
    /// A run of scalars, all beyond ASCII, with what they share.
    private struct Run<Shared: Sendable>: Sendable {
        let range: ClosedRange<UInt32>
        let shared: Shared
    }

    static let standard = UnicodeProperties()

    /// Characters that turn the direction of writing (Unicode Standard Annex 9, 2.1 to 2.4).
    private static let directionMarks: Set<UInt32> = [
        0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
    ]

    private let scripts: [Run<Set<Substring>>]
    private let identifiers: [Run<Void>]

    private init() {
        scripts = Self.words(Self.scriptRanges).compactMap { word in
            let parts = word.split(separator: "=")
            guard parts.count == 2, let range = Self.range(parts[0]) else { return nil }
            return Run(range: range, shared: Set(parts[1].split(separator: "+")))
        }
        identifiers = Self.words(Self.identifierRanges).compactMap { word in
            Self.range(word).map { Run(range: $0, shared: ()) }
        }
    }

    private static func words(_ table: String) -> [Substring] { table.split { $0 == " " || $0 == "\n" } }

    private static func range(_ text: Substring) -> ClosedRange<UInt32>? {
        let ends = text.split(separator: "-").compactMap { UInt32($0, radix: 16) }
        guard let first = ends.first, let last = ends.last, first <= last else { return nil }
        return first...last
    }

    private static func find<Shared>(_ scalar: UInt32, in runs: [Run<Shared>]) -> Shared? {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            let range = runs[middle].range
            if range.contains(scalar) { return runs[middle].shared }
            if scalar < range.lowerBound { high = middle } else { low = middle + 1 }
        }
        return nil
    }

    /// Whether a text turns the direction of writing.
    func turnsDirection(_ text: String) -> Bool {
        text.unicodeScalars.contains { Self.directionMarks.contains($0.value) }
    }

    /// The first scalar that is neither printable ASCII nor allowed in identifiers.
    func firstNotForIdentifiers(_ text: String) -> UInt32? {
        text.unicodeScalars.first { scalar in
            scalar.isASCII ? !(0x20...0x7E).contains(scalar.value) : Self.find(scalar.value, in: identifiers) == nil
        }?.value
    }

    /// Whether there is a script in which the whole text can be written; UTS 39, 5.1, augmented script sets.
    func isSingleScript(_ text: String) -> Bool {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
        var possible: Set<Substring>?
        for scalar in text.unicodeScalars {
            guard let found = augmentedScripts(of: scalar) else { continue }
            possible = possible?.intersection(found) ?? found
            if possible?.isEmpty == true { return false }
        }
        return true
    }

    /// Nil for scalars of every script.
    private func augmentedScripts(of scalar: Unicode.Scalar) -> Set<Substring>? {
        if scalar.isASCII {
            let letter = scalar.value | 0x20
            return (0x61...0x7A).contains(letter) ? ["Latn"] : nil
        }
        guard var scripts = Self.find(scalar.value, in: scripts) else { return [] }
        if scripts.contains("Zyyy") { return nil }
        if scripts.contains("Hani") {
            scripts.formUnion(["Hanb", "Jpan", "Kore"])
        } else {
            if scripts.contains("Hira") || scripts.contains("Kana") { scripts.insert("Jpan") }
            if scripts.contains("Hang") { scripts.insert("Kore") }
            if scripts.contains("Bopo") { scripts.insert("Hanb") }
        }
        return scripts
    }
}
