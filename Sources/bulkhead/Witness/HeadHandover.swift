import Boundary

/// Hands the heads of an instance's logs to its witnesses, for as long as it serves.
struct HeadHandover {
    let hull: SiteHull
    /// How long a log may go on before its witnesses hear of it: what is cut off meanwhile no witness misses.
    var every = Duration.seconds(60)
    let tell: @Sendable (String) -> Void

    /// Until it is cancelled. What is the same as the last time is not said again.
    func run() async {
        var said: Set<String> = []
        while (try? await Task.sleep(for: every)) != nil {
            let problems = await hull.handHeads()
            for problem in problems.map(\.description) where !said.contains(problem) { tell(problem) }
            said = Set(problems.map(\.description))
        }
    }

    /// Once more, before the logs are closed.
    func finish() async {
        for problem in await hull.handHeads() { tell("\(problem)") }
    }
}
