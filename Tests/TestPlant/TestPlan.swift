internal import Foundation
public import PlantModel

/// Plans as tests need them: what is opened where, without a proof.
public enum TestPlan {
    /// A plan of one instance in the cellar of the site main.
    /// - Parameters:
    ///   - compartments: programs, by compartment.
    ///   - flows: the flows that it knew, in JSON; nil for those of before plans said so.
    public static func file(_ compartments: [[String]], holdsUntil: String? = nil, flows: String? = nil) throws
        -> PlanFile
    {
        let units = compartments.map { programs in
            "[" + programs.map { "[\"\($0)\", \"main\"]" }.joined(separator: ", ") + "]"
        }
        let text = """
            { "format": "bulkhead-plan/1", "enterprise": "Test", "asOf": "2026-11-24", "status": "proved", "objective": [], "bound": [],
              \(holdsUntil.map { "\"holdsUntil\": \"\($0)\"," } ?? "") \(flows.map { "\"flows\": \($0)," } ?? "")
              "instances": [ { "environment": "cellar", "compartments": [ \(units.joined(separator: ", ")) ] } ],
              "certificate": { "form": "sets", "outline": [], "clique": [], "stages": [] } }
            """
        return try JSONDecoder().decode(PlanFile.self, from: Data(text.utf8))
    }
}
