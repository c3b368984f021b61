/// The schemes of a catalogue: what restrictions there are, and labels made of them.
public struct Schemes: Hashable, Sendable {
    /// By name.
    public let byName: [String: Scheme]

    /// No schemes: there is no label but the two constants.
    public static let none = Schemes()

    private init() { byName = [:] }

    /// - Throws: `ClassificationError.repeatedScheme` where two have one name.
    public init(_ schemes: some Sequence<Scheme>) throws(ClassificationError) {
        var byName: [String: Scheme] = [:]
        for scheme in schemes {
            if byName.updateValue(scheme, forKey: scheme.name) != nil { throw .repeatedScheme(name: scheme.name) }
        }
        self.byName = byName
    }

    /// The label that these restrictions make on one record.
    ///
    /// In a scheme that intersects, the values given together are *one* audience and add up (REL TO AUS, GBR admits both); only
    /// labels of different records intersect. A value that restricts nothing, among others, leaves the scheme unrestricted.
    ///
    /// - Throws: `ClassificationError` for a scheme or value that is not declared.
    public func label(_ restrictions: some Sequence<Restriction>) throws(ClassificationError) -> Label {
        var values: [String: Set<String>] = [:]
        for restriction in restrictions {
            try scheme(named: restriction.scheme).check(value: restriction.value)
            values[restriction.scheme, default: []].insert(restriction.value)
        }
        var components: [String: LabelComponent] = [:]
        for (name, given) in values {
            components[name] = try scheme(named: name).component(of: given)
        }
        return Label(components: components)
    }

    /// The label of a scheme that intersects, with this audience; an empty audience admits the owner alone.
    ///
    /// - Throws: `ClassificationError` for a scheme or value that is not declared, or a scheme that does not intersect.
    public func label(_ name: String, admittingOnly audience: Set<String>) throws(ClassificationError) -> Label {
        let scheme = try scheme(named: name)
        guard scheme.joining == .intersection else { throw .groupsWithoutIntersection(scheme: name) }
        for value in audience.sorted() { try scheme.check(value: value) }
        return Label(components: scheme.component(of: audience).map { [name: $0] } ?? [:])
    }

    /// - Throws: `ClassificationError.unknownScheme`, with the nearest name.
    public func scheme(named name: String) throws(ClassificationError) -> Scheme {
        if let scheme = byName[name] { return scheme }
        throw .unknownScheme(name: name, nearest: nearestName(to: name, in: byName.keys))
    }
}

extension Scheme {
    /// What checked values say together on one record; nil where they restrict nothing.
    func component(of values: Set<String>) -> LabelComponent? {
        guard values.isDisjoint(with: unrestricting) || joining != .intersection else { return nil }
        let restricting = values.subtracting(unrestricting)
        switch joining {
        case .union:
            return restricting.isEmpty ? nil : .all(restricting)
        case .intersection:
            return .only(restricting.reduce(into: []) { $0.formUnion(members[$1] ?? [$1]) })
        case .maximum(let order):
            return order.lastIndex { restricting.contains($0) }.map { .level($0, order: order) }
        }
    }
}
