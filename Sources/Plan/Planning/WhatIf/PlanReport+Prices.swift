import PlantModel

extension PlanReport {
    /// What each obligation costs a plan.
    public init(_ plan: Plan, prices: [ObligationPrice]) {
        title = "Prices of obligations for \(plan.plant.enterprise), as of \(plan.plant.asOf)"
        marking = plan.plant.marking
        let writer = ReportWriter(plan)
        let now = plan.answer?.placement == nil ? [] : plan.answer?.objective ?? []
        let today =
            now.isEmpty
            ? "There is no plan: no placement meets every obligation."
            : "The plan scores \(now[0]), with change \(now[1]) and cost \(now[2])."
        sections = [
            Section(title: "Plan", blocks: [.paragraph(today)]), Self.section(prices, writer),
            Self.preferences(prices, writer),
        ].filter { !$0.blocks.isEmpty }
    }

    /// What the plan saves because it follows no preference.
    private static func preferences(_ prices: [ObligationPrice], _ writer: ReportWriter) -> Section {
        let rows = prices.filter { $0.effect == .preference }.map { price in
            let place = writer.plan.plant.preferences.first { "\($0.program)/\($0.flowdown)" == price.id }?.place
            return [price.id]
                + (price.savings.isEmpty ? ["there would be no plan", "", ""] : price.savings.map(interval))
                + [price.instances.map(String.init) ?? "", place?.description ?? ""]
        }
        return Section(
            title: "What following a preference would cost",
            blocks: rows.isEmpty
                ? []
                : [
                    .table(
                        header: ["Preference", "Score", "Change", "Cost", "Instances then", "Stated at"],
                        rows: rows
                    )
                ]
        )
    }

    private static func interval(_ saving: ObligationPrice.Saving) -> String {
        saving.least == saving.most ? String(saving.least) : "\(saving.least) to \(saving.most)"
    }

    private static func section(_ prices: [ObligationPrice], _ writer: ReportWriter) -> Section {
        let zero = ObligationPrice.Saving(least: 0, most: 0)
        let priced = prices.filter { price in
            price.effect == .decides || price.effect == .priced && price.savings.contains { $0 != zero }
        }.sorted { first, second in
            let (one, other) = (first.savings.first?.most ?? Int.max, second.savings.first?.most ?? Int.max)
            return one != other ? one > other : first.id < second.id
        }
        let rows = priced.map { price in
            let obligation = writer.plan.obligations.byID[price.id]
            let savings =
                price.effect == .decides
                ? ["there is a plan", "", ""] : price.savings.map(interval)
            return [price.id] + savings
                + [
                    price.instances.map(String.init) ?? "", obligation?.basis.rawValue ?? "",
                    obligation.map { writer.cite($0) } ?? "",
                ]
        }
        let idle = prices.filter { price in
            price.effect == .none || price.effect == .priced && price.savings.allSatisfy { $0 == zero }
        }.map(\.id)
        var blocks: [Block] = []
        if !rows.isEmpty {
            blocks.append(
                .table(
                    header: [
                        "Without", "Score saved", "Change saved", "Cost saved", "Instances then", "Basis", "Written in",
                    ],
                    rows: rows
                )
            )
        }
        if !idle.isEmpty {
            blocks.append(
                .paragraph(
                    "Without any one of these alone the plan is the same, because the facts meet it or another asks for as much: "
                        + idle.joined(separator: ", ") + "."
                )
            )
        }
        return Section(title: "What each obligation costs", blocks: blocks)
    }
}
