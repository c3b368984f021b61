import Boundary
import PlantModel

func add(_ one: Restricted<Int>, _ other: Restricted<Int>) -> Restricted<Int> {
    Restricted.sum([one, other], of: .capacity)
}
