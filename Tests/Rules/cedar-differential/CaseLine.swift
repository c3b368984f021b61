import Cedar
import CedarGeneration
import Foundation

/// A case with what this engine makes of it, as the driver of the reference reads it.
struct CaseLine {
    let generated: GeneratedCase
    let policies: PolicySet?
    let fragment: SchemaFragment?
    let linked: PolicySet?

    init(_ generated: GeneratedCase) {
        self.generated = generated
        policies = try? PolicySet(parsing: generated.policies, file: "case.cedar")
        fragment = try? SchemaFragment(parsing: generated.schema, file: "case.cedarschema")
        linked = Self.linked(generated)
    }

    /// The id of the linked policy.
    static let linkID = "link \u{e9}"

    private static func linked(_ generated: GeneratedCase) -> PolicySet? {
        guard var set = try? PolicySet(parsing: generated.template, file: "t.cedar"), let template = set.templates.first
        else {
            return nil
        }
        let slots = template.scope.slots
        try? set.link(
            template: template.id,
            id: PolicyID(linkID),
            principal: slots.contains(.principal) ? uid(generated.slotValues.principal) : nil,
            resource: slots.contains(.resource) ? uid(generated.slotValues.resource) : nil
        )
        return set
    }

    private static func uid(_ text: String) -> EntityUID? {
        guard let expression = try? Expression(parsing: text), case .literal(.entity(let uid)) = expression.kind else {
            return nil
        }
        return uid
    }

    func json() throws -> Data {
        var ours: [String: String] = [:]
        if let policies {
            ours["json"] = policies.json
            ours["formatted"] =
                (try? CedarFormatter().format(policies: SourceText(generated.policies, file: "f"))) ?? "refused"
        }
        if let fragment {
            ours["schemaJSON"] = fragment.json
            ours["schemaText"] = (try? SchemaFragment(json: Array(fragment.json.utf8)).text()) ?? "refused"
        }
        if let linked { ours["linked"] = linked.json }
        // As texts: the reader of JSON in Foundation drops U+FEFF from strings.
        let requests = generated.requests.map { request in
            [
                "principal": request.principal, "action": request.action, "resource": request.resource,
                "context": request.context,
            ]
        }
        let object: [String: Any] = [
            "seed": generated.seed, "policies": generated.policies, "schema": generated.schema,
            "entities": generated.entities,
            "requests": requests, "ours": ours,
        ]
        return try JSONSerialization.data(withJSONObject: object, options: [.withoutEscapingSlashes])
    }
}
