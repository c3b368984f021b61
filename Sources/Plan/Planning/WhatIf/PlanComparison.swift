import PlantModel

/// What differs between two plans: what is placed elsewhere, what it scores, which obligations and facts it rests on.
public struct PlanComparison: Sendable, Equatable, Codable {
    /// One of the two.
    public struct Side: Sendable, Equatable, Codable {
        /// The plant's enterprise.
        public let enterprise: String
        /// The day as of which facts were judged, ISO 8601.
        public let asOf: String
        /// `proved`, `bounded` or `infeasible`.
        public let status: String
        /// How many instances; nil where there is no plan.
        public let instances: Int?
        /// Score, change, cost; nil where there is no plan.
        public let objective: [Int]?
        /// The last day on which the plan holds, where one is known.
        public let holdsUntil: String?
    }

    /// A unit that the plans place differently.
    public struct Move: Sendable, Equatable, Codable {
        /// The program's id.
        public let program: String
        /// The site's id.
        public let site: String
        /// Where the first plan places it; nil where it has no such unit or no plan.
        public let from: String?
        /// Where the second does.
        public let to: String?
        /// Units that it shares a compartment with in one plan and not in the other, `program at site`.
        public let parted: [String]
        /// Units that it shares a compartment with in the second plan alone.
        public let joined: [String]
    }

    /// A term of the score.
    public struct Term: Sendable, Equatable, Codable {
        /// Its name.
        public let name: String
        /// Points in the first plan.
        public let first: Int
        /// Points in the second.
        public let second: Int
    }

    /// The first plan.
    public let first: Side
    /// The second plan.
    public let second: Side
    /// Units placed differently, by program and site.
    public let moves: [Move]
    /// Terms of the score that differ.
    public let terms: [Term]
    /// Obligations that bind the first plant's programs alone.
    public let onlyFirst: [String]
    /// Obligations that bind the second plant's programs alone.
    public let onlySecond: [String]

    /// Compares two plans.
    public init(_ first: Plan, _ second: Plan) {
        self.first = Side(first)
        self.second = Side(second)
        moves = Self.moves(first, second)
        let (one, other) = (Self.terms(first), Self.terms(second))
        terms = Set(one.keys).union(other.keys).sorted().compactMap { name in
            let (points, others) = (one[name] ?? 0, other[name] ?? 0)
            return points == others ? nil : Term(name: name, first: points, second: others)
        }
        let (binding, bindingOther) = (Self.binding(first), Self.binding(second))
        onlyFirst = binding.subtracting(bindingOther).sorted()
        onlySecond = bindingOther.subtracting(binding).sorted()
    }

    private struct Home {
        let environment: String
        /// The units of its compartment, itself left out.
        let company: Set<PlacementFacts.Place>
    }

    private static func homes(_ plan: Plan) -> [PlacementFacts.Place: Home] {
        var homes: [PlacementFacts.Place: Home] = [:]
        for instance in plan.answer?.placement?.instances ?? [] {
            let environment = plan.problem.environments[instance.environment].id
            for compartment in instance.compartments {
                let places = Set(compartment.map { plan.places[$0] })
                for place in places {
                    homes[place] = Home(environment: environment, company: places.subtracting([place]))
                }
            }
        }
        return homes
    }

    private static func moves(_ first: Plan, _ second: Plan) -> [Move] {
        let (one, other) = (homes(first), homes(second))
        let places = Set(first.places).union(second.places).sorted { ($0.program, $0.site) < ($1.program, $1.site) }
        return places.compactMap { place in
            let (from, to) = (one[place], other[place])
            let common = Set(first.places).intersection(second.places)
            let (company, company_) = (from?.company ?? [], to?.company ?? [])
            let parted = company.subtracting(company_).intersection(common)
            let joined = company_.subtracting(company).intersection(common)
            guard from?.environment != to?.environment || !parted.isEmpty || !joined.isEmpty else { return nil }
            return Move(
                program: place.program,
                site: place.site,
                from: from?.environment,
                to: to?.environment,
                parted: from == nil || to == nil ? [] : names(parted),
                joined: from == nil || to == nil ? [] : names(joined)
            )
        }
    }

    private static func names(_ places: Set<PlacementFacts.Place>) -> [String] {
        places.map(\.description).sorted()
    }

    private static func terms(_ plan: Plan) -> [String: Int] {
        guard let placement = plan.answer?.placement else { return [:] }
        let terms = plan.problem.terms(of: placement, stage: 0)
        var points = terms.features
        points["instances"] = terms.instances
        points["environments"] = terms.environments
        points["compartments"] = terms.compartments
        points["over-control"] = terms.overControl
        points["what one instance for each would take already"] = terms.constant
        return points
    }

    private static func binding(_ plan: Plan) -> Set<String> {
        Set(plan.admissibility.answers.flatMap { $0.applying + $0.duties })
    }
}

extension PlanComparison.Side {
    fileprivate init(_ plan: Plan) {
        let placement = plan.answer?.placement
        enterprise = plan.plant.enterprise
        asOf = plan.plant.asOf.description
        status = plan.status.rawValue
        instances = placement?.instances.count
        objective = placement == nil ? nil : plan.answer?.objective
        holdsUntil = placement == nil ? nil : plan.holdsUntil?.day.description
    }
}

extension PlanReport {
    /// What differs between two plans.
    public init(_ comparison: PlanComparison, marking: String? = nil) {
        let (first, second) = (comparison.first, comparison.second)
        title = "\(first.enterprise) as of \(first.asOf) beside \(second.enterprise) as of \(second.asOf)"
        self.marking = marking
        var rows = [["status", first.status, second.status, ""]]
        func add(_ name: String, _ one: Int?, _ other: Int?) {
            let difference = one.flatMap { one in other.map { signed($0 - one) } }
            rows.append([name, one.map(String.init) ?? "none", other.map(String.init) ?? "none", difference ?? ""])
        }
        func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : String(number) }
        add("instances", first.instances, second.instances)
        for (stage, name) in ["score", "change from today", "cost"].enumerated() {
            add(name, first.objective?[stage], second.objective?[stage])
        }
        rows.append(["holds until", first.holdsUntil ?? "no known end", second.holdsUntil ?? "no known end", ""])
        for term in comparison.terms { add("score: \(term.name)", term.first, term.second) }
        let moves = comparison.moves.map { move in
            [
                "\(move.program) at \(move.site)", move.from ?? "–", move.to ?? "–",
                move.parted.joined(separator: ", "), move.joined.joined(separator: ", "),
            ]
        }
        var obligations: [Item] = []
        if !comparison.onlyFirst.isEmpty {
            obligations.append(Item("only in the first: \(comparison.onlyFirst.joined(separator: ", "))"))
        }
        if !comparison.onlySecond.isEmpty {
            obligations.append(Item("only in the second: \(comparison.onlySecond.joined(separator: ", "))"))
        }
        sections = [
            Section(
                title: "Side by side",
                blocks: [.table(header: ["", "First", "Second", "Difference"], rows: rows)]
            ),
            Section(
                title: "Placed differently",
                blocks: moves.isEmpty
                    ? [.paragraph("Every unit is in the same environment and company.")]
                    : [.table(header: ["Unit", "First", "Second", "No longer with", "Now with"], rows: moves)]
            ),
            Section(title: "Obligations that bind", blocks: obligations.isEmpty ? [] : [.list(obligations)]),
        ].filter { !$0.blocks.isEmpty }
    }
}
