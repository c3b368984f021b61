import Boundary
import PlantModel

struct Part: Sendable {
    let serial: Restricted<String>
}

let field = RecordField<Part>("serial", .genealogy, \.serial)
