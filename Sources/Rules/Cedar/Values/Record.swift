/// A Cedar record: values by key. Keys are compared by Unicode scalars.
///
/// Kept as arrays in the order of the keys' digests: records are small, and finding a digest in an array is several times faster
/// than hashing the key again for a dictionary.
public struct Record: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    /// Up to this many keys are searched one after another.
    private static let linearSearch = 16

    private var names: [CedarString]
    private var values: [Value]

    /// The empty record.
    public init() {
        names = []
        values = []
    }

    /// A record with these fields.
    public init(_ fields: [CedarString: Value]) {
        let ordered = fields.sorted { Self.precedes($0.key, $1.key) }
        names = ordered.map(\.key)
        values = ordered.map(\.value)
    }

    /// A record with these fields; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (CedarString, Value)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// The value of a field, nil where there is none. Reading takes a time logarithmic in the number of fields; setting a linear
    /// one, so large records are built from a dictionary.
    public subscript(key: CedarString) -> Value? {
        get { find(key).map { values[$0] } }
        set {
            switch (newValue, find(key)) {
            case (let value?, let place?): values[place] = value
            case (let value?, nil):
                var place = firstPlace(of: key)
                while place < names.count, Self.precedes(names[place], key) { place += 1 }
                names.insert(key, at: place)
                values.insert(value, at: place)
            case (nil, let place?):
                names.remove(at: place)
                values.remove(at: place)
            case (nil, nil): break
            }
        }
    }

    private static func precedes(_ left: CedarString, _ right: CedarString) -> Bool {
        left.digest == right.digest ? left < right : left.digest < right.digest
    }

    private func find(_ key: CedarString) -> Int? {
        var place = firstPlace(of: key)
        while place < names.count, names[place].digest == key.digest {
            if names[place] == key { return place }
            place += 1
        }
        return nil
    }

    /// The first place whose digest is not less than that of `key`.
    private func firstPlace(of key: CedarString) -> Int {
        if names.count <= Self.linearSearch {
            var index = 0
            while index < names.count, names[index].digest < key.digest { index += 1 }
            return index
        }
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle].digest < key.digest { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether there is such a field.
    public func has(_ key: CedarString) -> Bool { find(key) != nil }

    /// The number of fields.
    public var count: Int { names.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { names.isEmpty }

    /// The keys, ordered by bytes.
    public var keys: [CedarString] { names.sorted() }

    /// The fields, ordered by the bytes of their keys.
    public var sorted: [(key: CedarString, value: Value)] {
        zip(names, values).map { (key: $0, value: $1) }.sorted { $0.key < $1.key }
    }

    /// The record as a Cedar literal.
    public var description: String {
        "{" + sorted.map { "\($0.key.quoted): \($0.value)" }.joined(separator: ", ") + "}"
    }
}
