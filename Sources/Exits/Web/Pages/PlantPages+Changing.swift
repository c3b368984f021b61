internal import Boundary
internal import Execution
internal import Governance
internal import HTTPExit
internal import PlantModel

// What forms at a desk have in common.
extension PlantPages {
    /// Carries a command about a record out and goes on; where it is refused, shows the page with what is wrong first.
    func changed(
        _ request: PageRequest,
        page: (ClearedText, AnswerStatus) async throws -> ScreenAnswer,
        _ command: (RecordID, Asker<Screen>, CommandKey) async throws -> ScreenAnswer
    ) async throws -> ScreenAnswer {
        let id = try RecordID(request.id("id"))
        return try await changed(request, page: page) { asker, key in try await command(id, asker, key) }
    }

    /// The same for a command about none that is there already.
    func changed(
        _ request: PageRequest,
        page: (ClearedText, AnswerStatus) async throws -> ScreenAnswer,
        _ command: (Asker<Screen>, CommandKey) async throws -> ScreenAnswer
    ) async throws -> ScreenAnswer {
        guard let key = CommandKey(request.fields["once"] ?? "", of: try request.subject) else {
            throw PageCode.formNotWhole.refusal()
        }
        // Written out after the catch: an await in one is more than the optimizer of Swift 6.3 takes.
        let problem: (text: ClearedText, status: AnswerStatus)
        do {
            return try await command(try asker(request), key)
        } catch let refusal as ExecutionRefusal {
            if let failure = RefusalText.failure(refusal) { throw failure }
            problem = (RefusalText.summary(refusal, request), RefusalText.status(refusal))
        } catch let refusal as GovernanceRefusal {
            if refusal.code == .notFound { throw Failure.notFound }
            problem = (RefusalText.summary(refusal, request), RefusalText.status(refusal))
        } catch let refusal as Refusal {
            problem = (ProblemSummary.text(refusal), refusal.status)
        } catch let problems as RowProblems {
            problem = (problems.summary(request), .wrong)
        }
        return try await page(problem.text, problem.status)
    }

    /// The day that was given in a field; nil where nothing was.
    func dayGiven(_ text: String?, in field: StaticString) throws -> Day? {
        let typed = (text ?? "").filter { !$0.isWhitespace }
        if typed.isEmpty { return nil }
        guard let day = Day(typed) else { throw PageCode.noDay.refusal(field) }
        return day
    }

    /// The day that was typed; today where nothing was.
    func day(_ name: StaticString, _ request: PageRequest) throws -> Day {
        let typed = (request.fields[name] ?? "").filter { !$0.isWhitespace }
        if typed.isEmpty, let today = Day(millisecondsSince1970: clock.now) { return today }
        guard let day = Day(typed) else { throw PageCode.noDay.refusal(name) }
        return day
    }
}

/// What is wrong with rows of a form, a sentence each, in words of whoever typed them.
struct RowProblems: Error {
    let problems: [String]

    func summary(_ request: PageRequest) -> ClearedText {
        "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" data-focus><h2>There is a problem</h2><p>\(program: PageCode.rowsWrong.says)</p>\(request.found(problems, in: "once"))<p class=\"code\">\(program: PageCode.rowsWrong.code)</p></div>"
    }
}
