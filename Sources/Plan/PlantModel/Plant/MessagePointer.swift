/// The way to a value of a JSON document: a JSON Pointer (RFC 6901), in which `*` stands for each element of a list.
///
/// `/customer/name` is the member `name` of the member `customer`; `/lines/*/quantity` is the quantity of each line.
public struct MessagePointer: Sendable, Hashable {
    /// A step of the way.
    public enum Step: Sendable, Hashable {
        /// To the member of a name.
        case member(String)
        /// To each element of a list.
        case each
    }

    /// The steps, from where it begins.
    public let steps: [Step]

    /// Steps of a pointer at most.
    public static let stepsMax = 40

    /// A pointer as it is written; nil for what is none.
    public init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        var steps: [Step] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) where !text.isEmpty {
            // RFC 6901, 4: `~1` first, so that `~01` is `~1` and no slash.
            guard part.matches(of: /~([^01]|$)/).isEmpty else { return nil }
            steps.append(
                part == "*" ? .each : .member(String(part).replacing("~1", with: "/").replacing("~0", with: "~"))
            )
        }
        guard steps.count <= Self.stepsMax else { return nil }
        self.steps = steps
    }

    /// A pointer to a member of the object where it begins.
    public init(member name: String) { steps = [.member(name)] }

    /// Whether several values may stand there.
    public var isRepeated: Bool { steps.contains(.each) }

    /// As it is written.
    public var text: String {
        steps.map { step in
            switch step {
            case .member(let name): "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
            case .each: "/*"
            }
        }.joined()
    }
}
