internal import Cedar

/// The sorts of terms. Numbers of different Cedar types are different sorts, though all of them are 64 bits wide below.
indirect enum Sort: Hashable, Sendable {
    /// A truth value.
    case bool
    /// Cedar's `Long`.
    case long
    /// Cedar's `decimal`, in ten-thousandths.
    case decimal
    /// Cedar's `datetime`, in milliseconds.
    case datetime
    /// Cedar's `duration`, in milliseconds.
    case duration
    /// A bit vector of a width; parts of addresses.
    case bits(Int)
    /// A string.
    case text
    /// An entity of a type.
    case entity(EntityTypeName)
    /// Cedar's `ipaddr`.
    case ip
    /// A set.
    case set(Sort)
    /// A record, its fields ordered by name.
    case record([Field])
    /// A value that may be absent: an optional field of a record.
    case optional(Sort)

    /// A field of a record.
    struct Field: Hashable, Sendable {
        let name: CedarString
        let sort: Sort
        let isRequired: Bool

        /// What is stored of it.
        var stored: Sort { isRequired ? sort : .optional(sort) }
    }

    /// The sort of values of a schema's type.
    init(_ type: SchemaType) {
        switch type {
        case .bool: self = .bool
        case .long: self = .long
        case .string: self = .text
        case .set(let element): self = .set(Sort(element))
        case .entity(let name): self = .entity(name)
        case .extension(.decimal): self = .decimal
        case .extension(.datetime): self = .datetime
        case .extension(.duration): self = .duration
        case .extension(.ipaddr): self = .ip
        case .record(let shape):
            self = .record(
                shape.attributes.sorted { $0.key < $1.key }.map {
                    Field(name: $0.key, sort: Sort($0.value.type), isRequired: $0.value.isRequired)
                }
            )
        }
    }

    /// The width in bits of a number, nil of anything else.
    var width: Int? {
        switch self {
        case .long, .decimal, .datetime, .duration: 64
        case .bits(let width): width
        default: nil
        }
    }

    /// The sort of the members of a set.
    var element: Sort? {
        if case .set(let element) = self { element } else { nil }
    }
}

/// An uninterpreted function: a part of the request or the store about which nothing is known but its sort.
struct Function: Hashable, Sendable {
    /// What it stands for.
    enum Meaning: Hashable, Sendable {
        /// `principal` or `resource`.
        case variable(Variable)
        /// A leaf of the context, by the path of names to it.
        case context(Path)
        /// A leaf of an attribute of entities of a type.
        case attribute(EntityTypeName, Path)
        /// A leaf of a tag's value of entities of a type.
        case tag(EntityTypeName, Path)
        /// Whether an entity is in the store.
        case exists(EntityTypeName)
        /// The ancestors of a type that entities of a type have.
        case ancestors(EntityTypeName, EntityTypeName)
    }

    /// The way to a leaf: names, and whether its value is meant or its presence.
    struct Path: Hashable, Sendable {
        var names: [CedarString] = []
        var isPresence = false

        func appending(_ name: CedarString) -> Path { Path(names: names + [name]) }
        var presence: Path { Path(names: names, isPresence: true) }
    }

    let meaning: Meaning
    let domain: [Sort]
    let range: Sort
}
