// expect: type 'Part' does not conform to protocol 'LabelledRecord'
// A record type without origin, label and field classes is released.
import Boundary

struct Part: LabelledRecord {
    let serial: String
}

func release(_ parts: [Part], _ boundary: Boundary) async throws -> Release<Screen> {
    try await boundary.release(parts, to: .person("ann"), through: Screen())
}
