import Foundation
import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("Neutral instances are read strictly, solved and checked")
struct NeutralCheckTests {
    /// Three programs that conflict pairwise, with room for so many instances.
    private func triangle(instances: Int) -> String {
        let programs = (0..<3).map { #"{"id":"p\#($0)","req":"r","sites":["s"],"load":1,"systems":["y"],"tags":[]}"# }
        return """
            {"sites":["s"],"systems":[{"id":"y","weight":2}],
             "environments":[{"id":"e","kind":"shared","capabilities":[],"residency":"US","admin":[],"rto":0,"rpo":0,"offline":true,
              "sites":null,"capacity":null,"max_instances":\(instances),"cost_open":5,"cost_unit":1}],
             "requirement_sets":[{"id":"r","requires":[],"forbids":[],"residency":null,"admin":null,"kinds":null,"max_rto":null,
              "max_rpo":null,"offline":false}],
             "programs":[\(programs.joined(separator: ","))],"conflicts":[["p0","p1"],["p1","p2"],["p0","p2"]],"exclusive":[]}
            """
    }

    private func read(_ text: String) throws -> NeutralInstance {
        try NeutralInstance(json: Array(text.utf8), file: "i.json")
    }

    @Test("a triangle of conflicts takes three instances, and the proof checks")
    func triangle() throws {
        let instance = try read(triangle(instances: 3))
        let answer = PlacementOptimizer(solver: CoinSolver()).answer(instance)
        #expect(answer.status == "proved")
        #expect(answer.objective == [3, 6, 18])
        try NeutralCheck.check(answer, of: instance)
        var lying = answer
        lying.objective = [2, 6, 18]
        #expect(throws: CheckFailure.self) { try NeutralCheck.check(lying, of: instance) }
        lying = answer
        lying.instances?[0].environment = "f"
        #expect(throws: CheckFailure.self) { try NeutralCheck.check(lying, of: instance) }
    }

    @Test("with room for two the triangle is to blame, all of it and no more")
    func blame() throws {
        let instance = try read(triangle(instances: 2))
        let answer = PlacementOptimizer(solver: CoinSolver()).answer(instance)
        #expect(answer.status == "infeasible")
        #expect(
            Set(answer.blame?.map { "\($0.kind) \($0.id)" } ?? []) == [
                "program p0", "program p1", "program p2", "conflict p0|p1", "conflict p0|p2", "conflict p1|p2",
                "environment e",
            ]
        )
        try NeutralCheck.check(answer, of: instance)
    }

    @Test(
        "everything that is wrong with an instance is said with its place",
        arguments: [
            (#""req":"r""#, #""req":"q""#, "there is no requirement set 'q'"),
            (#""load":1"#, #""load":-1"#, "'load' must be a whole number"),
            (#""load":1"#, #""load":99999999999"#, "'load' must be a whole number"),
            (#""weight":2"#, #""wait":2"#, "a system has no field 'wait'"),
            (#""conflicts":[["p0","p1"]"#, #""conflicts":[["p0"]"#, "a conflict is a pair of tags"),
            (#""sites":["s"],"load""#, #""sites":["t"],"load""#, "there is no site 't'"),
            (#""exclusive":[]"#, #""exclusive":7"#, "'exclusive' must be a list"),
        ]
    )
    func wrong(from: String, to: String, expected: String) throws {
        let text = triangle(instances: 3)
        #expect(text.contains(from))
        let error = #expect(throws: NeutralInstance.Problems.self) {
            try read(text.replacingOccurrences(of: from, with: to))
        }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.hasPrefix("i.json:") == true)
    }
}
