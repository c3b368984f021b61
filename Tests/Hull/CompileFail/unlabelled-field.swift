// expect: cannot convert value of type 'KeyPath<Part, String>' to type 'KeyPath<Part, Restricted<String>>'
// A field that no label restricts is declared as one of a record.
import Boundary
import PlantModel

struct Part: Sendable {
    let serial: String
}

let serial: any KeyPath<Part, String> & Sendable = \.serial
let declared = RecordField<Part>("serial", .genealogy, serial as KeyPath<Part, Restricted<String>>)
