// expect: type 'Part' does not conform to protocol 'LabelledRecord'
// A record type that says where it comes from, but has neither label nor field classes, is released.
import Boundary

struct Part: LabelledRecord {
    let origin: RecordOrigin
    let serial: String
}

func release(_ parts: [Part], _ boundary: Boundary) async throws -> Release<Screen> {
    try await boundary.release(parts, to: .person("ann"), through: Screen())
}
