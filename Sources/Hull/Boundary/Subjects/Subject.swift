public import Cedar

/// Who asks: an entry of the register of persons, or a system of the plant file.
public enum Subject: Hashable, Sendable, CustomStringConvertible {
    /// A person, by the id in the register.
    case person(String)
    /// A system, by the id in the plant file.
    case system(String)

    /// The principal of requests.
    public var uid: EntityUID {
        switch self {
        case .person(let id): EntityUID(type: "Person", id: id)
        case .system(let id): EntityUID(type: "System", id: id)
        }
    }

    /// The id in the register, or in the plant file.
    public var id: String {
        switch self {
        case .person(let id), .system(let id): id
        }
    }

    /// `person:…` or `system:…`, as the journal names subjects.
    public var description: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .system(let id): "system:\(id)"
        }
    }
}

/// Where somebody asks from, as far as it is known, and how surely it is that person.
public struct Whereabouts: Hashable, Sendable {
    /// The id of the site.
    public let site: String?
    /// The country that the person is in at the moment, ISO 3166-1 alpha-2. Where it is not known, policies ask where the person works.
    public let country: String?
    /// By how many factors the session was begun: what somebody knows is one, what somebody has is another. A badge that can be copied is none. Who says
    /// nothing is taken for one.
    public let factors: Int

    /// Whereabouts.
    public init(site: String? = nil, country: String? = nil, factors: Int = 1) {
        self.site = site
        self.country = country
        self.factors = factors
    }

    /// The same place, in a session that was begun by so many factors.
    public func by(factors: Int) -> Whereabouts { Whereabouts(site: site, country: country, factors: factors) }

    /// The most factors that a session is begun by: what is asked of who can at all.
    public static let factorsMax = 2

    /// Nothing is known.
    public static let unknown = Whereabouts()
}
