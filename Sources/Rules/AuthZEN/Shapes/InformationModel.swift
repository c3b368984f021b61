import Cedar

/// A subject or a resource (sections 5.1 and 5.2 of the specification).
struct EntityShape {
    let type: CedarString
    let id: CedarString
    let properties: PropertiesNode?

    init(_ reader: ObjectReader) throws(RequestProblem) {
        type = try reader.string("type")
        id = try reader.string("id")
        properties = try reader.properties("properties")
    }

    init(type: CedarString, id: CedarString) {
        self.type = type
        self.id = id
        properties = nil
    }
}

/// An action (section 5.3).
struct ActionShape {
    let name: CedarString
    let properties: PropertiesNode?

    init(_ reader: ObjectReader) throws(RequestProblem) {
        name = try reader.string("name")
        properties = try reader.properties("properties")
    }
}

/// The subject or resource that a search is for: its type alone. An id is ignored whatever it is (sections 8.4.1 and 8.5.1), and so
/// are properties, which say nothing of the many entities that are asked about.
struct SoughtShape {
    let type: CedarString

    init(_ reader: ObjectReader) throws(RequestProblem) { type = try reader.string("type") }
}
