internal import Boundary
internal import Governance
internal import HTTPExit

extension PlantPages {
    /// Where programs may restrict too much, and where too little: for a page and for programs.
    func addClassification(_ routes: inout Routes) {
        routes.page("/compliance/classification") { request in
            try await overseen {
                let release = try await classification(days: Self.classificationDays, actor(request))
                return try .page(
                    "Classification",
                    "\(ClassificationTables.text(release.records))\(Self.toCompliance)",
                    from: release
                )
            }
        }
        routes.api(
            .get,
            "/api/compliance/classification",
            APIOperation(
                "Where programs may restrict too much or too little, with the lines behind each count.",
                query: [.init("days", .number(1...TallyQuestion.daysMax), "The last days; 92 if nothing is said.")]
            )
        ) { request in
            let days = Int(request.fields["days"] ?? "\(Self.classificationDays)")
            guard let days, (1...TallyQuestion.daysMax).contains(days) else {
                throw PageCode.malformed.refusal("days")
            }
            return try await governed { try await classification(days: days, programActor(request)) }
        }
    }

    private static let classificationDays = TallyQuestion.daysMax

    private func classification<Way: Channel>(days: Int, _ actor: Governance.Actor<Way>) async throws -> Release<Way> {
        try await hull.boundary.classification(
            of: governance.places,
            days: days,
            asked: try governance.countAccessRequests(since: clock.now - min(clock.now, UInt64(days) * 86_400_000)),
            for: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
    }
}

/// What speaks of too much and of too little restriction.
enum ClassificationTables {
    static func text(_ records: [ReleasedRecord]) -> ClearedText {
        let shown = records.filter { !$0.isWithheld }
        let doubts = shown.filter { $0.kind == LabelDoubt.kind.name }
        return """
            <h1>Classification</h1><p>What speaks for a program being restricted too much, and what for too little, in the last 92 days and in what is recorded now. None of it changes a label: a weaker one takes a determination, a stronger one a change of the plant file.</p>\
            \(measures(shown.filter { $0.kind == ClassificationMeasure.kind.name }))\
            <h2>Too much: refused, and got it later</h2>\(grants(shown.filter { $0.kind == LaterGrant.kind.name }))\
            <h2>Too much: restricted more than the plan says today</h2>\(above(doubts.filter { $0["doubt"]?.shows("abovePlan") == true }))\
            <h2>Too little: a marking in it says more than its label</h2>\(marked(doubts.filter { $0["doubt"]?.shows("markedBeyond") == true }))\
            <h2>Too little: it holds what is restricted more, and nothing marks it</h2>\(derived(doubts.filter { $0["doubt"]?.shows("derivedBeyond") == true }))
            """
    }

    private static func measures(_ measures: [ReleasedRecord]) -> ClearedText {
        let rows = measures.map { measure -> ClearedText in
            let part: ClearedText =
                measure["isWhole"]?.shows("part") == true ? " <span class=\"hint\">of more</span>" : ""
            return """
                <tr><td>\(markOf: measure["program"])</td><td>\(measure["program"])</td><td class="number">\(measure["refusals"])</td>\
                <td class="number">\(measure["persons"])</td><td class="number">\(measure["laterGranted"])</td><td class="number">\(measure["accessRequests"])</td>\
                <td class="number">\(measure["aboveThePlan"])</td><td class="number">\(measure["markedBeyond"])</td><td class="number">\(measure["derivedBeyond"])</td>\
                <td class="number">\(measure["lookedThrough"])\(part)</td></tr>
                """
        }
        return PageParts.table(
            "Programs",
            [
                "Marking", "Program", "Refusals", "Persons refused", "Got it later", "Asked for access",
                "Above the plan",
                "Marked beyond", "Unmarked derivatives", "Records looked through",
            ],
            rows,
            none: "No program whose trail you may see."
        )
    }

    private static func grants(_ grants: [ReleasedRecord]) -> ClearedText {
        let rows = grants.map { grant -> ClearedText in
            """
            <tr><td>\(markOf: grant["subject"])</td><td>\(grant["program"])</td><td>\(grant["subject"])</td><td>\(grant["recordKind"])</td>\
            <td>\(grant["refused"])</td><td>\(grant["granted"])</td><td>\(grant["policies"])</td></tr>
            """
        }
        return PageParts.table(
            "Refused, and got it later",
            ["Marking", "Program", "Who", "What", "First refused (UTC)", "Got it (UTC)", "Refused by"],
            rows,
            none: "Nobody who was refused a kind of record got it later."
        )
    }

    private static func above(_ doubts: [ReleasedRecord]) -> ClearedText {
        let rows = doubts.map { doubt -> ClearedText in
            """
            <tr><td>\(markOf: doubt["record"])</td><td>\(doubt["program"])</td><td>\(doubt["recordKind"])</td><td class="code">\(doubt["record"])</td></tr>
            """
        }
        return PageParts.table(
            "Above the plan",
            ["Marking", "Program", "What", "Record"],
            rows,
            none: "No record is restricted more than the plan says."
        )
    }

    private static func derived(_ doubts: [ReleasedRecord]) -> ClearedText {
        let rows = doubts.map { doubt -> ClearedText in
            """
            <tr><td>\(markOf: doubt["record"])</td><td>\(doubt["program"])</td><td>\(doubt["recordKind"])</td><td>\(doubt["marking"])</td>\
            <td class="code">\(doubt["record"])</td></tr>
            """
        }
        return PageParts.table(
            "Unmarked derivatives",
            ["Marking", "Program", "What", "Found", "Record"],
            rows,
            none: "Nothing that was looked into holds such content."
        )
    }

    private static func marked(_ doubts: [ReleasedRecord]) -> ClearedText {
        let rows = doubts.map { doubt -> ClearedText in
            """
            <tr><td>\(markOf: doubt["record"])</td><td>\(doubt["program"])</td><td>\(doubt["recordKind"]), \(doubt["field"])</td>\
            <td>\(doubt["marking"])</td><td class="code">\(doubt["record"])</td></tr>
            """
        }
        return PageParts.table(
            "Marked beyond their labels",
            ["Marking", "Program", "Where", "It says", "Record"],
            rows,
            none: "No marking was found that says more than the label of its record."
        )
    }
}
