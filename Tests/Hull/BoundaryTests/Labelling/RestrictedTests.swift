import Classification
import PlantModel
import SeededGeneration
import Storage
import Testing

@testable import Boundary

@Suite("What is made from restricted values is restricted as they were")
struct RestrictedTests {
    let schemes: Schemes

    init() throws { schemes = try BoundaryPlant.catalogue().schemes }

    private func label(_ values: (String, String)...) throws -> SharedLabel {
        SharedLabel(try schemes.label(values.map { Restriction($0.0, $0.1) }))
    }

    enum Doubled: Derivation {
        static func derive(_ input: Int) -> Int { input * 2 }
    }

    @Test("a part, a derivation, a pair, a list and a sum carry the join of labels and all classes")
    func joins() throws {
        let itar = Restricted(3, label: try label(("regimes", "ITAR"), ("program", "A")), fieldClass: .technicalData)
        let cui = Restricted(4, label: try label(("cui", "SP-CTI"), ("program", "B")), fieldClass: .jobResponses)
        let both = try schemes.label([
            Restriction("regimes", "ITAR"), Restriction("cui", "SP-CTI"), Restriction("program", "A"),
            Restriction("program", "B"),
        ])
        let classes: [DataClass] = [.technicalData, .jobResponses]
        let pair = itar.and(cui)
        #expect(pair.label == both)
        #expect(pair.classes.all == classes)
        let sum = Restricted.sum([itar, cui], of: .capacity)
        #expect(sum.value == 7)
        #expect(sum.label == both)
        #expect(sum.classes.all == classes + [.capacity])
        #expect(Restricted.all([itar, cui], of: .capacity).label == both)
        #expect(itar.derived(by: Doubled.self).label == itar.label)
        #expect(itar.derived(by: Doubled.self).value == 6)
        let text = Restricted("abc", label: itar.sharedLabel, fieldClass: .genealogy)
        #expect(text[\.count].label == itar.label)
        #expect(text[\.count].classes.all == [.genealogy])
        #expect(cui.raised(by: itar.sharedLabel).label == both)
    }

    @Test("no order of combining drops anything")
    func property() throws {
        var generator = SeededGenerator(seed: 8)
        let pool = [("regimes", "ITAR"), ("cui", "SP-CTI"), ("program", "A"), ("program", "B"), ("releasableTo", "US")]
        for _ in 0..<500 {
            let values = try (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                let chosen = pool.filter { _ in Bool.random(using: &generator) }
                let label = SharedLabel(try schemes.label(chosen.map { Restriction($0.0, $0.1) }))
                return Restricted(
                    1,
                    label: label,
                    fieldClass: DataClass.allCases.randomElement(using: &generator) ?? .orders
                )
            }
            let sum = Restricted.sum(values.shuffled(using: &generator), of: .orders)
            #expect(sum.label == Label.join(values.map(\.label)))
            for value in values {
                #expect(value.label.isAtMost(sum.label))
                #expect(value.classes.all.allSatisfy(sum.classes.contains))
            }
        }
    }

    @Test("numbers of labels are given once and read back; what is no longer understood is sealed")
    func register() throws {
        var register = LabelRegister()
        let first = RecordLabel(try label(("cui", "SP-CTI")), of: .orders)
        let second = RecordLabel(try label(("cui", "SP-CTI")), of: .capacity)
        let (one, change) = register.number(of: first)
        #expect(register.number(of: first).change == nil)
        let (two, other) = register.number(of: second)
        #expect((one, two) == (1, 2))
        guard case .put(_, let row)? = change, case .put(_, let otherRow)? = other else {
            Issue.record("no rows")
            return
        }
        var read = LabelRegister(rows: [row, otherRow], schemes: schemes)
        #expect(read[1] == first)
        #expect(read[2] == second)
        #expect(read[3] == nil)
        #expect(read.number(of: second).number == 2)
        #expect(read.number(of: RecordLabel(first.label, of: .training)).number == 3)
        let odd = LabelRegister(
            rows: [
                [.integer(7), .text("nonsense"), .text("orders")], [.integer(8), .text(""), .text("gossip")], [.null],
            ],
            schemes: schemes
        )
        #expect(odd[7]?.label.label == .sealed)
        #expect(odd[8]?.label.label == .sealed)
    }
}
