// expect: key path value type 'String' cannot be converted to contextual type 'Restricted<String>'
// A field that no label restricts is declared as one of a record.
import Boundary
import PlantModel

struct Part: Sendable {
    let serial: String
}

func restricted(_ value: @escaping @Sendable (Part) -> Restricted<String>) -> RecordField<Part> {
    RecordField("serial", .genealogy, value)
}

let field = restricted(\.serial)
