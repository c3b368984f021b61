import Mustache
import PlantModel

/// A report as one self-contained page: no script, no font, no image from elsewhere.
public enum ReportPage {
    /// Writes the page. Throws where the template does not compile, which a test shows that it does.
    public static func write(_ report: PlanReport) throws -> String {
        let template = try MustacheTemplate(string: Self.template)
        return template.render(context(report))
    }

    private static func context(_ report: PlanReport) -> [String: Any] {
        [
            "title": report.title,
            // Lists, because a template takes an empty text for something and an empty list for nothing.
            "marking": [report.marking].compactMap(\.self),
            "firstPage": report.firstPage.isEmpty ? [] : [["lines": report.firstPage]],
            "sections": report.sections.enumerated().map { index, section in
                [
                    "title": section.title, "anchor": "s\(index)",
                    "blocks": section.blocks.map(context),
                ] as [String: Any]
            },
        ]
    }

    private static func context(_ block: PlanReport.Block) -> [String: Any] {
        switch block {
        case .paragraph(let text): ["paragraph": text]
        case .drawing(let svg): ["drawing": svg]
        case .index(let links): ["index": ["links": links.map { ["name": $0.name, "anchor": $0.anchor] }]]
        case .anchored(let text, let anchor): ["anchored": ["text": text, "anchor": anchor]]
        case .list(let items): ["list": ["items": items.map { ["text": $0.text, "level": "l\($0.level)"] }]]
        case .table(let header, let rows):
            ["table": ["header": header, "rows": rows.map { ["cells": $0] }] as [String: Any]]
        }
    }

    private static let template = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{{title}}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: #1c2430; background: #fff }
        h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; border-bottom: 1px solid #c8d0da; margin: 2rem 0 .7rem }
        nav a, .index a { margin-right: 1rem; color: #31506f }
        table { border-collapse: collapse; width: 100%; font-size: 13px; margin: .4rem 0 1.2rem } svg { width: 100%; height: auto; max-width: 62rem }
        th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #e3e8ee; overflow-wrap: anywhere; min-width: 6.2em }
        th { background: #f2f6fa } td:first-child { font-weight: 600 } th { overflow-wrap: normal } ul { margin: .4rem 0 } .l1 { margin-left: 1.6rem; color: #44505e }
        .marking { font-weight: 700; text-align: center } p { margin: .8rem 0 .3rem }
        .designation { border: 1px solid #31506f; padding: .3rem .8rem; font-size: 13px; max-width: 46rem } .designation p { margin: .2rem 0 }
        /* Head and foot of a table stand on every page of paper, whatever prints it. */
        .paper { margin: 0; font-size: inherit } .paper > * > tr > td { border: 0; padding: 0; font-weight: inherit }
        @media print { @page { margin: 14mm } body { margin: 0; max-width: none } nav, .index { display: none } h2, p { break-after: avoid } tr tr, svg { break-inside: avoid } }
        </style></head><body>
        <table class="paper"><thead><tr><td>{{#marking}}<p class="marking">{{.}}</p>{{/marking}}</td></tr></thead>
        <tfoot><tr><td>{{#marking}}<p class="marking">{{.}}</p>{{/marking}}</td></tr></tfoot><tbody><tr><td>
        <h1>{{title}}</h1>
        {{#firstPage}}<div class="designation">{{#lines}}<p>{{.}}</p>{{/lines}}</div>{{/firstPage}}
        <nav>{{#sections}}<a href="#{{anchor}}">{{title}}</a> {{/sections}}</nav>
        {{#sections}}<section id="{{anchor}}"><h2>{{title}}</h2>
        {{#blocks}}{{#drawing}}{{{.}}}
        {{/drawing}}{{#index}}<p class="index">{{#links}}<a href="#{{anchor}}">{{name}}</a> {{/links}}</p>
        {{/index}}{{#anchored}}<p id="{{anchor}}">{{text}}</p>
        {{/anchored}}{{#paragraph}}<p>{{.}}</p>
        {{/paragraph}}{{#list}}<ul>
        {{#items}}<li class="{{level}}">{{text}}</li>
        {{/items}}</ul>
        {{/list}}{{#table}}<table><thead><tr>{{#header}}<th>{{.}}</th>{{/header}}</tr></thead><tbody>
        {{#rows}}<tr>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table>
        {{/table}}{{/blocks}}</section>
        {{/sections}}
        </td></tr></tbody></table>
        </body></html>
        """
}
