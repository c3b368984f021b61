extension Schemes {
    /// The schemes that a banner speaks of.
    static let bannerSchemes = ["cui", "dissemination", "releasableTo"]

    /// Above every label that says something in these schemes: for markings that are there and cannot be read.
    static func unreadable(in schemes: some Sequence<String>) -> Label {
        Label(components: Dictionary(schemes.map { ($0, .contradiction) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Groups of countries that `REL TO` may name.
    var countryGroups: Set<String> { Set(byName["releasableTo"]?.members.keys.map { $0 } ?? []) }

    /// The label that values of one scheme make. What the schemes do not declare restricts as much as the scheme can.
    func restricting(_ scheme: String, _ values: Set<String>) -> (label: Label, faults: [ReadingProblem.Fault]) {
        var labels: [Label] = []
        var faults: [ReadingProblem.Fault] = []
        var declared: [Restriction] = []
        for value in values.sorted() {
            if (try? label([Restriction(scheme, value)])) != nil {
                declared.append(Restriction(scheme, value))
            } else {
                faults.append(.notDeclared(scheme: scheme, value: value))
                labels.append(Self.unreadable(in: [scheme]))
            }
        }
        // Values given together are one audience, so they make one label and no join.
        labels.append((try? label(declared)) ?? Self.unreadable(in: [scheme]))
        return (Label.join(labels), faults)
    }

    /// The label of what a banner or block says.
    func label(of content: BannerGrammar) -> (label: Label, faults: [ReadingProblem.Fault]) {
        guard content.isReadable else { return (Self.unreadable(in: Self.bannerSchemes), content.faults) }
        let categories = restricting("cui", content.categories)
        let controls = restricting("dissemination", content.controls)
        let countries = content.countries.map { admitting("releasableTo", $0) }
        return (
            Label.join([categories.label, controls.label] + [countries?.label].compactMap { $0 }),
            content.faults + categories.faults + controls.faults + (countries?.faults ?? [])
        )
    }

    /// The label that admits an audience; the owner alone where it is empty or the schemes do not declare it.
    func admitting(_ scheme: String, _ audience: Set<String>) -> (label: Label, faults: [ReadingProblem.Fault]) {
        if let label = try? label(scheme, admittingOnly: audience) { return (label, []) }
        return (
            Self.unreadable(in: [scheme]),
            [.notDeclared(scheme: scheme, value: audience.sorted().joined(separator: " "))]
        )
    }
}
