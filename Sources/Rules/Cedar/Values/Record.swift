/// A Cedar record: values by key. Keys are compared by Unicode scalars.
///
/// Kept as an array in the order of the keys' digests: records are small, and finding a digest in an array is several times faster
/// than hashing the key again for a dictionary.
public struct Record: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    /// A key with its value.
    struct Field: Hashable, Sendable {
        let name: CedarString
        var value: Value

        /// Where the name lies in a field, in bytes.
        @inline(__always)
        static var nameOffset: Int { MemoryLayout<Field>.offset(of: \.name) ?? 0 }
        /// Where the value lies in a field, in bytes.
        @inline(__always)
        static var valueOffset: Int { MemoryLayout<Field>.offset(of: \.value) ?? MemoryLayout<CedarString>.stride }
    }

    /// Up to this many keys are searched one after another.
    private static let linearSearch = 16

    /// The fields in the order of their keys' digests.
    private(set) var fields: [Field]

    /// The empty record.
    public init() { fields = [] }

    /// A record with these fields.
    public init(_ fields: [CedarString: Value]) {
        self.fields = fields.map { Field(name: $0.key, value: $0.value) }
        if fields.count > 1 { self.fields.sort { Self.precedes($0.name, $1.name) } }
    }

    /// A record with these fields; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (CedarString, Value)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// The value of a field, nil where there is none. Reading takes a time logarithmic in the number of fields; setting a linear
    /// one, so large records are built from a dictionary.
    public subscript(key: CedarString) -> Value? {
        get { find(key).map { fields[$0].value } }
        set {
            switch (newValue, find(key)) {
            case (let value?, let place?): fields[place].value = value
            case (let value?, nil):
                var place = firstPlace(of: key.digest)
                while place < fields.count, Self.precedes(fields[place].name, key) { place += 1 }
                fields.insert(Field(name: key, value: value), at: place)
            case (nil, let place?): fields.remove(at: place)
            case (nil, nil): break
            }
        }
    }

    /// The place of a key among ``fields``.
    @inline(__always)
    func find(_ key: CedarString) -> Int? {
        var place = firstPlace(of: key.digest)
        while place < fields.count, fields[place].name.digest == key.digest {
            if fields[place].name == key { return place }
            place += 1
        }
        return nil
    }

    /// The first place whose digest is not less than this one.
    @inline(__always)
    private func firstPlace(of digest: Int) -> Int {
        if fields.count > Self.linearSearch { return searched(digest) }
        var index = 0
        while index < fields.count, fields[index].name.digest < digest { index += 1 }
        return index
    }

    private func searched(_ digest: Int) -> Int {
        var low = 0
        var high = fields.count
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].name.digest < digest { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func precedes(_ left: CedarString, _ right: CedarString) -> Bool {
        left.digest == right.digest ? left < right : left.digest < right.digest
    }

    /// Whether there is such a field.
    public func has(_ key: CedarString) -> Bool { find(key) != nil }

    /// The number of fields.
    public var count: Int { fields.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { fields.isEmpty }

    /// The keys, ordered by bytes.
    public var keys: [CedarString] { fields.map(\.name).sorted() }

    /// The fields, ordered by the bytes of their keys.
    public var sorted: [(key: CedarString, value: Value)] {
        fields.map { (key: $0.name, value: $0.value) }.sorted { $0.key < $1.key }
    }

    /// The record as a Cedar literal.
    public var description: String {
        "{" + sorted.map { "\($0.key.quoted): \($0.value)" }.joined(separator: ", ") + "}"
    }
}
