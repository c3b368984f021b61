import Boundary

func shout(_ value: Restricted<String>) -> Restricted<String> { value.derived(by: Shouting.self) }

enum Shouting: Derivation {
    static func derive(_ text: String) -> String { text.uppercased() }
}
