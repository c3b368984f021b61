import Cedar
import CedarAnalysis
import PlantModel

/// A request and its entities, for people as Cedar writes them and for programs as `policy authorize` reads them.
struct CounterexampleText {
    let example: Counterexample

    /// Actions are left out: the schema has them.
    private var entities: [Entity] { example.entities.filter { !$0.uid.type.isAction } }

    /// The lines, each behind `indent`.
    func lines(indent: String) -> [String] {
        let request = example.request
        var lines = ["\(request.principal) does \(request.action) on \(request.resource)"]
        if !request.context.isEmpty { lines.append("context \(request.context)") }
        for entity in entities {
            let isBare = entity.attributes.isEmpty && entity.parents.isEmpty && entity.tags.isEmpty
            guard !isBare else { continue }
            var line = "\(entity.uid)"
            if !entity.parents.isEmpty {
                line += " in [" + entity.parents.sorted().map(\.description).joined(separator: ", ") + "]"
            }
            if !entity.attributes.isEmpty { line += " \(entity.attributes)" }
            if !entity.tags.isEmpty { line += " tags \(entity.tags)" }
            lines.append(line)
        }
        return lines.map { indent + $0 }
    }

    /// `request` and `entities`, each as the files of `policy authorize`.
    var json: JSONText {
        .object([("request", .written(example.request.json)), ("entities", .list(entities.map { .written($0.json) }))])
    }
}
