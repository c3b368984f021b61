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
