/// Warns of strings and names that may look like others.
enum TextCheck {
    static func warnings(of policy: Policy) -> [ValidationWarning] { [] }
}
