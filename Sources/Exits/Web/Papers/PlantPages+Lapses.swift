internal import Boundary
internal import Execution
internal import HTTPExit
internal import PlantModel

extension PlantPages {
    /// Parts whose first article no longer stands for what is made, for programs.
    func addLapses(_ routes: inout Routes) {
        routes.api(
            .get,
            "/api/production-lapses",
            APIOperation(
                "Parts with an approved first article whose production lapses within 90 days, or has lapsed for two years.",
                query: APIOperation.pages
            )
        ) { request in
            let limit = try limit(request)
            return try await listed(.page(limit: limit)) {
                try await execution.lapses(
                    by: lapseHorizon(),
                    after: request.fields["after"].map { RecordID(try position($0)) },
                    limit: limit,
                    by: program(request)
                )
            }
        }
    }

    /// The last day on which a lapse is listed before it comes.
    func lapseHorizon() throws -> Day {
        let now = clock.now + UInt64(Execution.lapseNotice) * 86_400_000
        guard let day = Day(millisecondsSince1970: now) else { throw Failure.unexpected }
        return day
    }

    /// What lapses, a line each, with what is to be done.
    func lapseTable(_ parts: [ReleasedRecord]) -> ClearedText {
        let tomorrow = Day(millisecondsSince1970: clock.now + 86_400_000)
        let rows = parts.map { part -> ClearedText in
            guard part.id != nil else { return PageParts.withheld(columns: 5) }
            let isLapsed = tomorrow.map { part["lapses"]?.shows(dayBefore: $0) == true } ?? false
            let (state, action): (ClearedText, ClearedText) =
                switch (isLapsed, part["isResumed"]?.shows("true") == true) {
                case (true, true):
                    (
                        "<span class=\"state state-bad\">produced again after the lapse</span>",
                        "Open a first article of a unit that was made since; none of these is certified before it is approved."
                    )
                case (true, false):
                    (
                        "<span class=\"state state-bad\">lapsed</span>",
                        "The first unit that is made again takes a first article, full or partial."
                    )
                case (false, _):
                    (
                        "<span class=\"state state-warn\">lapses soon</span>",
                        "A unit that is finished before that day keeps the first article standing."
                    )
                }
            return PageParts.row(
                "<span class=\"mark\">\(markOf: part["partNumber"])</span>",
                "\(part["partNumber"])",
                "<a href=\"/first-articles/\(part["firstArticle"])\">\(part["firstArticleNumber"])</a>",
                "\(part["produced"])",
                "\(part["lapses"]) \(state)<br>\(action)"
            )
        }
        return PageParts.table(
            "Production that lapses",
            ["Marking", "Part", "First article", "Produced last", "Lapses"],
            rows,
            none: "No production lapses in the next 90 days, that you may see."
        )
    }
}
