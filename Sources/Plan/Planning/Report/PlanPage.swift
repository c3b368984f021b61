import Mustache
import PlantModel

/// A plan as one self-contained page: no script, no font, no image from elsewhere.
public enum PlanPage {
    /// Writes the page. Throws where the template does not compile, which a test shows that it does.
    public static func write(_ plan: Plan) throws -> String {
        let template = try MustacheTemplate(string: Self.template)
        return template.render(context(plan))
    }

    private static func context(_ plan: Plan) -> [String: Any] {
        let report = PlanText.write(plan, style: .plain)
        let sections = report.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "").map {
            lines in
            ["title": String(lines[lines.startIndex]), "body": lines.dropFirst().joined(separator: "\n")]
        }
        return [
            "enterprise": plan.plant.enterprise,
            "asOf": plan.plant.asOf.description,
            "marking": plan.plant.marking ?? "",
            "drawing": PlanDrawing.svg(plan),
            "sections": sections,
        ]
    }

    private static let template = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Plan for {{enterprise}}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2430; background: #fff }
        h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; border-bottom: 1px solid #c8d0da; margin-top: 2rem; text-transform: capitalize }
        pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere } svg { width: 100%; height: auto }
        .marking { font-weight: 700; text-align: center } @media print { body { margin: 0; max-width: none } section { break-inside: avoid } }
        </style></head><body>
        {{#marking}}<p class="marking">{{marking}}</p>{{/marking}}
        <h1>Plan for {{enterprise}}, as of {{asOf}}</h1>
        {{{drawing}}}
        {{#sections}}<section><h2>{{title}}</h2><pre>{{body}}</pre></section>
        {{/sections}}
        {{#marking}}<p class="marking">{{marking}}</p>{{/marking}}
        </body></html>
        """
}
