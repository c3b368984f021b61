/// A family of restrictions: its name, how its values join, and which values it has.
///
/// Schemes are data (`Catalogue/schemes.json`), so that a regime is added without Swift.
public struct Scheme: Hashable, Sendable {
    /// The name; equal to the attribute of `Record` in the Cedar schema where there is one.
    public let name: String
    /// How values of two records combine.
    public let joining: Joining
    /// The values that may occur; nil leaves the scheme open (part numbers, program ids, countries).
    public let values: Set<String>?
    /// For a scheme that intersects: the members whom a value admits, where the value names a group ("D" of the distribution
    /// statements, "FVEY" of REL TO). A value that is not listed admits the member of its own name.
    public let members: [String: Set<String>]
    /// Values that restrict nothing, such as distribution statement A.
    public let unrestricting: Set<String>

    /// Checks that the parts agree.
    ///
    /// - Throws: `ClassificationError` when a name or value is not printable ASCII, a level order is empty or repeats a level, or
    ///   groups are given for a scheme that does not intersect.
    public init(
        name: String,
        joining: Joining,
        values: Set<String>? = nil,
        members: [String: Set<String>] = [:],
        unrestricting: Set<String> = []
    ) throws(ClassificationError) {
        try Scheme.check(text: name, isA: "scheme name", in: name)
        var known = values
        switch joining {
        case .maximum(let order):
            guard !order.isEmpty else { throw .emptyOrder(scheme: name) }
            var seen: Set<String> = []
            for level in order where !seen.insert(level).inserted {
                throw .repeatedLevel(scheme: name, level: level)
            }
            guard values == nil else { throw .valuesBesideOrder(scheme: name) }
            known = seen
        case .union, .intersection:
            break
        }
        if joining != .intersection, !members.isEmpty { throw .groupsWithoutIntersection(scheme: name) }
        for text in (known ?? []).union(members.keys).union(unrestricting).sorted() {
            try Scheme.check(text: text, isA: "value", in: name)
        }
        for member in members.values.reduce(into: Set<String>(), { $0.formUnion($1) }).sorted() {
            try Scheme.check(text: member, isA: "group member", in: name)
        }
        for value in unrestricting.sorted() where members[value] != nil {
            throw .groupRestrictsNothing(scheme: name, value: value)
        }
        self.name = name
        self.joining = joining
        // A closed list contains what the groups define, so that it need not be said twice.
        self.values = known.map { $0.union(members.keys).union(unrestricting) }
        self.members = members
        self.unrestricting = unrestricting
    }

    /// The value of an intersecting scheme whose group is exactly these members: B with D is written E.
    ///
    /// The least in text order where several qualify; nil where none does.
    public func value(admitting admitted: Set<String>) -> String? {
        members.filter { $0.value == admitted }.keys.min()
    }

    /// Label text is compared byte by byte and printed on every page; printable ASCII keeps both exact.
    private static func check(text: String, isA role: String, in scheme: String) throws(ClassificationError) {
        let bytes = text.utf8
        let printable = bytes.allSatisfy { (0x20...0x7E).contains($0) }
        guard printable, !bytes.isEmpty, bytes.count <= 200, bytes.first != 0x20, bytes.last != 0x20 else {
            throw .badText(scheme: scheme, role: role, text: text)
        }
    }

    /// Refuses a value that this scheme does not have.
    func check(value: String) throws(ClassificationError) {
        try Scheme.check(text: value, isA: "value", in: name)
        if let values, !values.contains(value) {
            throw .unknownValue(scheme: name, value: value, nearest: nearestName(to: value, in: values))
        }
    }
}
