import Cedar

extension PlantObligations {
    /// What of a plant the catalogue does not know: drafts that it does not have, and policies of flowdowns that are Cedar, but speak of what
    /// its schema lacks or lack what makes a policy an obligation. Each is located in the plant's files.
    public static func problems(of plant: Plant, catalogue: ObligationCatalogue) -> [PlantProblem] {
        let known = catalogue.obligations.map(\.id)
        let drafts = plant.draftObligations.filter { !known.contains($0.value) }.map { draft in
            PlantProblem(
                .danglingReference,
                at: draft.place,
                "the catalogue has no obligation '\(draft.value)'; expected the id of one",
                suggestion: NearestName.to(draft.value, in: known)
            )
        }
        let policies = plant.programs.flatMap { program in
            program.flowdowns.flatMap { flowdown -> [PlantProblem] in
                guard let policy = flowdown.policy else { return [] }
                let name = "policy of '\(flowdown.id)' of '\(program.id)'"
                return parsing(policy.value, file: name, catalogue: catalogue).problems.map {
                    PlantProblem(.invalidPolicy, at: policy.place, $0)
                }
            }
        }
        guard drafts.isEmpty, policies.isEmpty else { return (drafts + policies).sorted { $0.place < $1.place } }
        do throws(ObligationProblems) {
            _ = try PlantObligations(plant: plant, catalogue: catalogue)
            return []
        } catch {
            let start = SourcePlace(file: plant.files.first ?? "", line: 1, column: 1)
            return error.problems.map { PlantProblem(.invalidPolicy, at: start, $0) }
        }
    }
}
