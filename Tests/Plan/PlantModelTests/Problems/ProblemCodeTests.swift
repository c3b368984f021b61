import PlantModel
import Testing

@Suite("Every kind of problem has a code and an explanation of its own")
struct ProblemCodeTests {
    @Test("codes, titles and explanations are distinct and say something")
    func distinct() {
        let all = ProblemCode.allCases
        #expect(Set(all.map(\.rawValue)).count == all.count)
        #expect(Set(all.map(\.title)).count == all.count)
        #expect(Set(all.map(\.explanation)).count == all.count)
        for code in all {
            #expect(code.rawValue.wholeMatch(of: /BH-M\d{3}/) != nil)
            #expect(!code.title.isEmpty)
            #expect(code.explanation.count > 30, "\(code.rawValue)")
        }
    }
}
