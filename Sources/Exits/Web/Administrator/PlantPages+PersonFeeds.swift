internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import Journal
internal import PlantModel

extension PlantPages {
    /// The person register as a file: read at once, and refused with all that is wrong; then taken over person by person, followed, stopped.
    func addPersonFeeds(_ routes: inout Routes) {
        routes.form("/administrator/persons") { request in
            try administers(request)
            guard let today = Day(millisecondsSince1970: clock.now) else { throw Failure.unexpected }
            let feed: PersonFeed
            do throws(FeedProblems) {
                feed = try PersonFeed(
                    request.fields["feed"] ?? "",
                    file: "feed",
                    source: request.fields["source"] ?? "",
                    asOf: Day(request.fields["as-of"] ?? "") ?? today
                )
            } catch {
                return try Self.administratorPage(
                    request,
                    nil,
                    "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>There is a problem</h2><p>Nothing was taken over. Mend these lines and send all again.</p>\(request.found(error.problems, in: "feed"))<p class=\"code\">\(program: PageCode.feedWrong.code)</p></div>"
                )
            }
            return try await overseen {
                let id = try await governance.takeOver(feed, into: register, by: try request.subject)
                return try .go(to: "/administrator/persons/\(id)")
            }
        }
        routes.page("/administrator/persons/{id}") { request in
            try administers(request)
            let id = try request.id("id")
            return try await overseen {
                let standing = try governance.takeover(id, by: try request.subject)
                return try Self.feedPage(request, id, standing)
            }
        }
        routes.form("/administrator/persons/{id}/cancel") { request in
            try administers(request)
            let id = try request.id("id")
            return try await overseen {
                try governance.cancelTakeover(id, by: try request.subject)
                return try .go(to: "/administrator/persons/\(id)")
            }
        }
    }

    private static func feedPage(_ request: PageRequest, _ id: AggregateID, _ standing: FeedStanding) throws
        -> ScreenAnswer
    {
        switch standing {
        case .taken(let change):
            return try administratorPage(
                request,
                said:
                    "<h2>The register was taken over</h2><dl><dt>New or changed</dt><dd>\(sent: change.learnt)</dd><dt>As they were</dt><dd>\(sent: change.same)</dd><dt>No longer in it</dt><dd>\(sent: change.dismissed)</dd></dl>"
            )
        case .refused(let refusal): return try administratorPage(request, Self.refusal(refusal, field: "feed"), "")
        case .waiting: return try feedPage(request, waiting(id, request, "It waits until another one is done", ""))
        case .working(let done, let count):
            return try feedPage(
                request,
                waiting(
                    id,
                    request,
                    "It is being taken over",
                    "<p><progress value=\"\(sent: done)\" max=\"\(sent: count)\" aria-label=\"Done\"></progress> \(sent: done) of \(sent: count) persons</p>"
                )
            )
        case .ended(let why, let done, let count):
            let heading: ClearedText =
                switch why {
                case .cancelled: "It was stopped"
                case .late: "It took more than an hour"
                case .failed: "It failed"
                }
            let rest: ClearedText =
                why == .cancelled
                ? "" : " Where it does not go on, look at <em>What stopped</em>, or tell whoever runs the server."
            return try administratorPage(
                request,
                nil,
                """
                <div class="problem" role="alert" tabindex="-1" data-focus><h2>\(heading)</h2><p>Of \(sent: count) persons \(sent: done), perhaps one more, have the facts of this feed. All others keep those of before, with their source and day; \
                whose account ended has none. Send the same feed again: it goes on where it stopped.\(rest)</p></div>
                """
            )
        }
    }

    private static func feedPage(_ request: PageRequest, _ body: ClearedText) throws -> ScreenAnswer {
        try .page(
            "Person register",
            "<h1>Person register</h1>\(body)<div class=\"actions\"><a class=\"button\" href=\"/administrator\" data-command=\"HOME\">Administrator</a></div>"
        )
    }

    private static func waiting(
        _ id: AggregateID,
        _ request: PageRequest,
        _ heading: StaticString,
        _ bar: ClearedText
    ) -> ClearedText {
        """
        <div class="card" role="status" data-again><h2>\(program: heading)</h2>\(bar)<p>Each person is taken over whole. Stopped, whoever was not come to keeps the facts of before.</p>\
        <div class="actions"><a class="button" href="/administrator/persons/\(id)">Look again</a>\
        <form method="post" action="/administrator/persons/\(id)/cancel">\(request.formToken)<button>Cancel</button></form></div></div>
        """
    }
}
