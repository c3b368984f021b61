/// Where somebody asks from, as far as it is known, and how surely it is that person.
///
/// Of a session it comes from the terminal at which it was begun, as that is registered, and never from what the client says.
public struct Whereabouts: Hashable, Sendable {
    /// The id of the site.
    public let site: String?
    /// The id of the zone, one of the site's.
    public let zone: String?
    /// The country that the person is in at the moment, ISO 3166-1 alpha-2. Where nothing is said of the place, policies ask where the person works.
    public let country: String?
    /// By how many factors the session was begun: what somebody knows is one, what somebody has is another. A badge that can be copied is none. Who says
    /// nothing is taken for one.
    public let factors: Int
    /// A session whose country nobody knows: policies take neither a country nor where the person works for it.
    public let isUnplaced: Bool

    /// Whereabouts.
    public init(site: String? = nil, zone: String? = nil, country: String? = nil, factors: Int = 1) {
        self.init(site: site, zone: zone, country: country, factors: factors, isUnplaced: false)
    }

    private init(site: String?, zone: String?, country: String?, factors: Int, isUnplaced: Bool) {
        self.site = site
        self.zone = zone
        self.country = country
        self.factors = factors
        self.isUnplaced = isUnplaced
    }

    /// The same place, in a session that was begun by so many factors.
    public func by(factors: Int) -> Whereabouts {
        Whereabouts(site: site, zone: zone, country: country, factors: factors, isUnplaced: isUnplaced)
    }

    /// The most factors that a session is begun by: what is asked of who can at all.
    public static let factorsMax = 2

    /// Nothing is said of the place, as in a plan.
    public static let unknown = Whereabouts()

    /// The least place: a session that is somewhere, and nobody knows where.
    public static let unplaced = Whereabouts(site: nil, zone: nil, country: nil, factors: 1, isUnplaced: true)

    /// The place in a few words, such as `zone cage, site main, US`.
    public var placeText: String {
        let parts = [zone.map { "zone \($0)" }, site.map { "site \($0)" }, country].compactMap(\.self)
        return parts.isEmpty ? "a place that is not known" : parts.joined(separator: ", ")
    }
}
