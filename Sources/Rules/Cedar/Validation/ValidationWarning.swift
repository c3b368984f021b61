/// Something in a policy that is allowed and likely not meant.
public struct ValidationWarning: Hashable, Sendable, CustomStringConvertible {
    /// What is suspicious.
    public enum Kind: Hashable, Sendable {
        /// The condition is false in every request.
        case impossiblePolicy
        /// A string that mixes scripts, so that it may look like another.
        case mixedScriptString(CedarString)
        /// A string with characters that turn the direction of writing, so that it may look like another.
        case bidirectionalString(CedarString)
        /// A name that mixes scripts.
        case mixedScriptIdentifier(CedarString)
        /// A name with characters that turn the direction of writing.
        case bidirectionalIdentifier(CedarString)
        /// A name with a character that Unicode advises against in names (UTS 39, general security profile).
        case confusableIdentifier(CedarString, UInt32)
    }

    /// What is suspicious.
    public let kind: Kind
    /// The policy or template.
    public let policy: PolicyID
    /// The file of the policy.
    public let file: String
    /// Where in the file.
    public let range: SourceRange

    init(_ kind: Kind, in policy: Policy, _ range: SourceRange) {
        self.kind = kind
        self.policy = policy.id
        file = policy.file
        self.range = range
    }

    /// What is suspicious and what to do.
    public var message: String {
        let text =
            switch kind {
            case .impossiblePolicy: "this never applies: the condition is false in every request that the schema allows"
            case .mixedScriptString(let text): "the string \(text.quoted) mixes scripts"
            case .bidirectionalString(let text): "the string \(text.quoted) changes the direction of writing"
            case .mixedScriptIdentifier(let text): "the name \(text.quoted) mixes scripts"
            case .bidirectionalIdentifier(let text): "the name \(text.quoted) changes the direction of writing"
            case .confusableIdentifier(let text, let scalar):
                "the name \(text.quoted) holds U+\(String(scalar, radix: 16, uppercase: true)), which is not meant for names"
            }
        return "policy `\(policy)`: \(text)"
    }

    /// `file:line:column: message`.
    public var description: String { "\(file):\(range.start.line):\(range.start.column): \(message)" }

    /// A stable name, for programs that read findings.
    public var code: String {
        switch kind {
        case .impossiblePolicy: "impossiblePolicy"
        case .mixedScriptString: "mixedScriptString"
        case .bidirectionalString: "bidirectionalString"
        case .mixedScriptIdentifier: "mixedScriptIdentifier"
        case .bidirectionalIdentifier: "bidirectionalIdentifier"
        case .confusableIdentifier: "confusableIdentifier"
        }
    }
}
