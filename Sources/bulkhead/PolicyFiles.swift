import Cedar

/// Policies read from files as one set, with their texts for excerpts.
struct PolicyFiles {
    /// The policies and templates, each named by its `@id`, or `policyN` by its place in all the files.
    let set: PolicySet
    /// The texts by path.
    let sources: [String: SourceText]

    /// Reads the files in order.
    /// - Throws: what keeps a file from being read, where; two policies of one `@id`.
    init(reading paths: [String]) throws {
        var sources: [String: SourceText] = [:]
        var policies: [Policy] = []
        for path in paths {
            let source = try SourceText(bytes: InputFile.bytes(path), file: path)
            sources[path] = source
            let set = try PolicySet(source: source).renamedByAnnotation()
            let before = policies.count
            policies += (set.templates + set.policies).map { Self.numbered($0, after: before) }
        }
        set = try PolicySet(policies)
        self.sources = sources
    }

    /// The policies of a file are numbered from 0: without a name of its own a policy gets the number that it has in all the files.
    private static func numbered(_ policy: Policy, after count: Int) -> Policy {
        let text = policy.id.description
        guard count > 0, policy.annotation("id")?.isEmpty != false, let number = Int(text.dropFirst("policy".count))
        else {
            return policy
        }
        return policy.renamed(PolicyID("policy\(count + number)"))
    }
}
