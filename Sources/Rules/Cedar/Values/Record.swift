/// A Cedar record: values by key. Keys are compared by Unicode scalars.
///
/// Kept as arrays in the order of the keys' digests: records are small, and finding a digest in an array is several times faster
/// than hashing the key again for a dictionary. The arrays are shared by reference, so copies cost one retain.
public struct Record: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    final class Storage: Sendable {
        let digests: [Int]
        let names: [CedarString]
        let values: [Value]

        init(digests: [Int], names: [CedarString], values: [Value]) {
            self.digests = digests
            self.names = names
            self.values = values
        }

        /// The place of the key.
        @inline(__always)
        func find(_ key: CedarString) -> Int? {
            var place = firstPlace(of: key.digest)
            while place < digests.count, digests[place] == key.digest {
                if names[place] == key { return place }
                place += 1
            }
            return nil
        }

        /// The first place whose digest is not less than this one.
        @inline(__always)
        func firstPlace(of digest: Int) -> Int {
            if digests.count <= Record.linearSearch {
                var index = 0
                while index < digests.count, digests[index] < digest { index += 1 }
                return index
            }
            var low = 0
            var high = digests.count
            while low < high {
                let middle = (low + high) / 2
                if digests[middle] < digest { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// Up to this many keys are searched one after another.
    private static let linearSearch = 16
    private static let empty = Storage(digests: [], names: [], values: [])

    private(set) var storage: Storage

    /// The empty record.
    public init() { storage = Self.empty }

    /// A record with these fields.
    public init(_ fields: [CedarString: Value]) {
        let ordered = fields.sorted { Self.precedes($0.key, $1.key) }
        storage = Storage(
            digests: ordered.map(\.key.digest),
            names: ordered.map(\.key),
            values: ordered.map(\.value)
        )
    }

    /// A record with these fields; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (CedarString, Value)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// The value of a field, nil where there is none. Reading takes a time logarithmic in the number of fields; setting a linear
    /// one, so large records are built from a dictionary.
    public subscript(key: CedarString) -> Value? {
        get { storage.find(key).map { storage.values[$0] } }
        set {
            var (digests, names, values) = (storage.digests, storage.names, storage.values)
            switch (newValue, storage.find(key)) {
            case (let value?, let place?): values[place] = value
            case (let value?, nil):
                var place = storage.firstPlace(of: key.digest)
                while place < names.count, Self.precedes(names[place], key) { place += 1 }
                digests.insert(key.digest, at: place)
                names.insert(key, at: place)
                values.insert(value, at: place)
            case (nil, let place?):
                digests.remove(at: place)
                names.remove(at: place)
                values.remove(at: place)
            case (nil, nil): return
            }
            storage = Storage(digests: digests, names: names, values: values)
        }
    }

    private static func precedes(_ left: CedarString, _ right: CedarString) -> Bool {
        left.digest == right.digest ? left < right : left.digest < right.digest
    }

    /// The same fields.
    public static func == (left: Record, right: Record) -> Bool {
        left.storage === right.storage
            || left.storage.digests == right.storage.digests && left.storage.names == right.storage.names
                && left.storage.values == right.storage.values
    }

    /// Feeds keys and values.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(storage.digests)
        hasher.combine(storage.values)
    }

    /// Whether there is such a field.
    public func has(_ key: CedarString) -> Bool { storage.find(key) != nil }

    /// The number of fields.
    public var count: Int { storage.names.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { storage.names.isEmpty }

    /// The keys, ordered by bytes.
    public var keys: [CedarString] { storage.names.sorted() }

    /// The fields, ordered by the bytes of their keys.
    public var sorted: [(key: CedarString, value: Value)] {
        zip(storage.names, storage.values).map { (key: $0, value: $1) }.sorted { $0.key < $1.key }
    }

    /// The record as a Cedar literal.
    public var description: String {
        "{" + sorted.map { "\($0.key.quoted): \($0.value)" }.joined(separator: ", ") + "}"
    }
}
