import ArgumentParser
import Cedar

/// `bulkhead policy link`: fills the slots of templates.
struct PolicyLinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link templates with entities; prints the set in JSON.",
        discussion: """
            Links are a JSON array of {"templateId": …, "newId": …, "values": {"?principal": {"type": …, "id": …}}}. Templates are named
            by their @id, or policy0, policy1 … by their place. Exit codes: 0 done; 2 the input is wrong.
            """
    )

    @Option(help: "Policies and templates, in text or JSON.")
    var templates: String

    @Option(help: "Links in JSON.")
    var links: String

    @Flag(help: "Print the linked policies as text, each with its id as an annotation, instead of the set in JSON.")
    var text = false

    func run() throws {
        try WrongInput.telling {
            let bytes = try InputFile.bytes(templates)
            let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
            var set =
                try isJSON
                ? PolicySet(json: bytes, file: templates)
                : PolicySet(bytes: bytes, file: templates).renamedByAnnotation()
            var errors: [ParseError] = []
            for link in try TemplateLink.links(json: InputFile.bytes(links), file: links) {
                do throws(CedarErrors) {
                    try set.link(link)
                } catch {
                    errors += error.errors
                }
            }
            guard errors.isEmpty else { throw CedarErrors(errors) }
            guard text else { return try PolicyOutput.write(set.json, to: nil) }
            let linked = set.policies.filter { $0.template != nil }
            // Without its template a linked policy is a policy like others; the id of the template would name the link wrongly.
            let plain = linked.map { policy in
                Policy(
                    id: policy.id,
                    effect: policy.effect,
                    annotations: policy.annotations.filter { $0.name != "id" },
                    scope: policy.scope,
                    conditions: policy.conditions,
                    file: policy.file,
                    range: policy.range
                )
            }
            try PolicyOutput.write(PolicySet(plain).text(), to: nil)
        }
    }
}
