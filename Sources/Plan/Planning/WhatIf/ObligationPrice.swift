public import PlantModel

/// What a plan would save without one obligation: found by solving, never by estimate.
public struct ObligationPrice: Sendable, Equatable, Codable {
    /// How much of a stage is saved.
    public struct Saving: Sendable, Equatable, Codable {
        /// At least so much.
        public let least: Int
        /// At most so much; equal to `least` where both plans are proved.
        public let most: Int
    }

    /// What the obligation does to the plan.
    public enum Effect: String, Sendable, Codable {
        /// Without it the problem is the same: others ask for as much, or the facts meet it everywhere.
        case none
        /// Without it other plans are possible, or the same plan costs less.
        case priced
        /// Without it there is a plan, with it there is none.
        case decides
        /// A preference: it forces nothing, and the savings are what the plan saves by not following it.
        case preference
    }

    /// The obligation's id; of a preference `program/flowdown`.
    public let id: String
    /// What it does to the plan.
    public let effect: Effect
    /// Saved score, change and cost. Stages after the first can be negative: a lower score may take more change. Where it decides,
    /// nothing is saved and the values of the plan without it stand in `without`.
    public let savings: [Saving]
    /// Score, change and cost without it; empty where it has no effect, or where nothing was found within limits.
    public let without: [Int]
    /// Instances without it; nil likewise.
    public let instances: Int?
}

/// Finds the price of every obligation that binds a plan.
public struct PriceSearch: Sendable {
    let optimizer: PlacementOptimizer

    /// Makes a search on an optimizer.
    public init(optimizer: PlacementOptimizer) { self.optimizer = optimizer }

    /// The price of every obligation that applies to a unit or refuses anything, by id.
    ///
    /// Policies are not asked again: what each of them refused is known, and without it exactly that is no longer refused. Obligations
    /// whose absence leaves the problem as it is are not solved for.
    ///
    /// - Parameter progress: told before each obligation: its number, from 1, and how many there are.
    public func prices(
        of plan: Plan,
        progress: (_ number: Int, _ count: Int, _ id: String) -> Void = { _, _, _ in }
    ) throws(SlotModel.Failure) -> [ObligationPrice] {
        let alternatives = Alternatives(plan)
        let ids = alternatives.obligations
        var prices: [ObligationPrice] = []
        var solved: [(problem: PlacementProblem, answer: PlacementOptimizer.Answer)] = []
        for (number, id) in ids.enumerated() {
            progress(number + 1, ids.count, id)
            guard let problem = alternatives.problem(without: [id]), problem != plan.problem else {
                prices.append(
                    ObligationPrice(id: id, effect: .none, savings: [], without: [], instances: nil)
                )
                continue
            }
            let answer: PlacementOptimizer.Answer
            if let known = solved.first(where: { $0.problem == problem }) {
                answer = known.answer
            } else {
                answer = try optimizer.solve(problem)
                solved.append((problem, answer))
            }
            prices.append(Self.price(id, plan, answer))
        }
        return prices
    }

    private static func price(_ id: String, _ plan: Plan, _ answer: PlacementOptimizer.Answer) -> ObligationPrice {
        guard answer.placement != nil else {
            return ObligationPrice(id: id, effect: .none, savings: [], without: [], instances: nil)
        }
        let instances = answer.placement?.instances.count
        guard let now = plan.answer, now.placement != nil else {
            return ObligationPrice(
                id: id,
                effect: .decides,
                savings: [],
                without: answer.objective,
                instances: instances
            )
        }
        let savings = answer.objective.indices.map { stage in
            ObligationPrice.Saving(
                least: now.bound[stage] - answer.objective[stage],
                most: now.objective[stage] - answer.bound[stage]
            )
        }
        return ObligationPrice(
            id: id,
            effect: .priced,
            savings: savings,
            without: answer.objective,
            instances: instances
        )
    }

    /// What following each preference of the plant would cost: found by planning as if it were required.
    public func preferences(of plan: Plan, catalogue: ObligationCatalogue) throws(Planner.Failure) -> [ObligationPrice]
    {
        guard let now = plan.answer, now.placement != nil else { return [] }
        var prices: [ObligationPrice] = []
        for preference in plan.plant.preferences {
            let followed = try Planner(optimizer: optimizer)
                .plan(plan.plant.requiring(preference), catalogue: catalogue, neighbours: false)
            let answer = followed.answer?.placement == nil ? nil : followed.answer
            prices.append(
                ObligationPrice(
                    id: "\(preference.program)/\(preference.flowdown)",
                    effect: .preference,
                    savings: answer.map { answer in
                        answer.objective.indices.map { stage in
                            ObligationPrice.Saving(
                                least: answer.bound[stage] - now.objective[stage],
                                most: answer.objective[stage] - now.bound[stage]
                            )
                        }
                    } ?? [],
                    without: now.objective,
                    instances: answer?.placement?.instances.count
                )
            )
        }
        return prices
    }
}
