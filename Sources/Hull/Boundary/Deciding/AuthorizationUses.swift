internal import PlantModel
internal import Storage

/// How often authorizations with a limit were used, by what the logs of compartments have and by what was taken since.
///
/// A use is taken before its event is recorded, so that never more than the limit are. One whose event was perhaps not recorded stays taken
/// until the next start, when the log says what there was.
struct AuthorizationUses {
    /// What rests on authorizations in one compartment.
    struct Need {
        let authorizations: Set<String>
        let compartment: CompartmentName
    }

    /// Authorizations of the plant that admit nobody any more.
    private(set) var exhausted: Set<String> = []
    private var limits: [String: Int] = [:]
    private var counted: [CompartmentName: [String: UInt64]] = [:]
    /// Compartments whose log may hold uses that were not counted yet.
    private var awaited: Set<CompartmentName> = []

    /// A use of which it cannot be read of what: it counts for every authorization.
    static let unread = ""

    /// Whether anything is counted at all.
    var hasLimits: Bool { !limits.isEmpty }

    /// Goes over to the limits of a plant.
    mutating func enter(_ plant: Plant) {
        limits = Self.limits(of: plant)
        refresh()
    }

    /// A compartment whose uses have to be counted before a limited authorization admits anybody.
    mutating func expect(_ compartment: CompartmentName) {
        if counted[compartment] == nil { awaited.insert(compartment) }
        refresh()
    }

    /// Takes over what the log of a compartment has. What was taken here since the start is in it or on its way, so the greater number counts.
    mutating func count(_ uses: [String: UInt64], in compartment: CompartmentName) {
        counted[compartment, default: [:]].merge(uses, uniquingKeysWith: max)
        awaited.remove(compartment)
        refresh()
    }

    /// Takes a use of each limited one for every need, or none at all where one has none left.
    /// - Returns: what was taken for each; nil for none.
    mutating func take(_ needs: [Need]) -> [[String]]? {
        var next = self
        var taken: [[String]] = []
        for need in needs {
            let limited = need.authorizations.filter { limits[$0] != nil }.sorted()
            for id in limited {
                guard !next.isExhausted(id) else { return nil }
                next.counted[need.compartment, default: [:]][id, default: 0] += 1
            }
            taken.append(limited)
        }
        self = next
        refresh()
        return taken
    }

    /// The authorizations that would admit nobody under another plant.
    func exhausted(under plant: Plant) -> Set<String> {
        var other = self
        other.enter(plant)
        return other.exhausted
    }

    /// How often one was used, in all compartments.
    func count(of authorization: String) -> UInt64 {
        counted.values.reduce(0) { $0 + ($1[authorization] ?? 0) + ($1[Self.unread] ?? 0) }
    }

    private static func limits(of plant: Plant) -> [String: Int] {
        var limits: [String: Int] = [:]
        for authorization in plant.authorizations {
            if let limit = authorization.useLimit { limits[authorization.id] = limit }
        }
        return limits
    }

    private mutating func refresh() { exhausted = Set(limits.keys.filter(isExhausted)) }

    private func isExhausted(_ id: String) -> Bool {
        guard let limit = limits[id] else { return false }
        return !awaited.isEmpty || count(of: id) >= UInt64(max(0, limit))
    }
}
