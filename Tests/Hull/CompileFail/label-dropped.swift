// expect: cannot convert value of type 'Restricted<Int>' to expected argument type 'Int'
// A sum of restricted values is put under another label.
import Boundary
import PlantModel

func relabel(_ one: Restricted<Int>, _ other: Restricted<Int>, _ label: SharedLabel) -> Restricted<Int> {
    Restricted<Int>(Restricted.sum([one, other], of: .capacity), label: label, fieldClass: .capacity)
}
