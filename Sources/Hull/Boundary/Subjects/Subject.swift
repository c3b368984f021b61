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

    /// `person:…` or `system:…`, as the journal names subjects.
    public var description: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .system(let id): "system:\(id)"
        }
    }
}

/// Where somebody asks from, as far as it is known.
public struct Whereabouts: Hashable, Sendable {
    /// The id of the site.
    public let site: String?
    /// The country that the person is in at the moment, ISO 3166-1 alpha-2. Where it is not known, policies ask where the person works.
    public let country: String?

    /// Whereabouts.
    public init(site: String? = nil, country: String? = nil) {
        self.site = site
        self.country = country
    }

    /// Nothing is known.
    public static let unknown = Whereabouts()
}
