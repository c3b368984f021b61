import Boundary
import PlantModel

struct Part: Sendable {
    let serial: Restricted<String>
}

func restricted(_ value: @escaping @Sendable (Part) -> Restricted<String>) -> RecordField<Part> {
    RecordField("serial", .genealogy, value)
}

let field = restricted(\.serial)
