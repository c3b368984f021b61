import Boundary
import Execution
import Testing

@Suite("A refusal says what is the case and what to do, and nothing of a record")
struct RefusalTests {
    @Test("every code has its own number and both sentences", arguments: ExecutionRefusal.Code.allCases)
    func texts(_ code: ExecutionRefusal.Code) {
        #expect(code.id.wholeMatch(of: /BH-E[0-9]{3}/) != nil)
        let (says, remedy) = (code.says.description, code.remedy.description)
        #expect(!says.isEmpty && !says.hasSuffix("."))
        #expect(remedy.hasSuffix("."))
        #expect(says.first?.isUppercase == true && remedy.first?.isUppercase == true)
    }

    @Test("no refusal on the way of an order holds a word of its instructions, serials or limits")
    func canary() async throws {
        var content = try ShopPlant.bracket()
        content.partNumber = "CANARY-PART"
        content.title = "CANARY-TITLE"
        content.operations[0].name = "CANARY-NAME"
        content.operations[0].instructions = "CANARY-TEXT"
        content.operations[0].characteristics[0].name = "CANARY-CHARACTERISTIC"
        content.operations[0].qualifications = ["CANARY-QUALIFICATION"]
        content.operations[1].components[0].partNumber = "CANARY-COMPONENT"
        let bench = try await OperationTests.Bench(content, of: "VEH")
        let plant = bench.plant
        var said: [String] = []
        func attempt(_ body: () async throws -> Void) async {
            do { try await body() } catch {
                said.append("\(error)")
                if let refusal = error as? ExecutionRefusal { said.append(refusal.cause ?? "") }
            }
        }
        for person in ["olga", "fred", "flora", "quin", "nobody"] {
            let by = plant.by(person)
            for sequence in [10, 20] {
                let at = bench.at(sequence, version: 99)
                let free = bench.at(sequence)
                let signing = SignatureStatement(printedName: "x")
                await attempt { _ = try await plant.execution.start(at, by: by, key: plant.key(person)) }
                await attempt { _ = try await plant.execution.start(free, by: by, key: plant.key(person)) }
                await attempt { _ = try await plant.execution.pause(free, by: by, key: plant.key(person)) }
                await attempt {
                    _ = try await plant.execution.complete(free, signing: signing, by: by, key: plant.key(person))
                }
                await attempt {
                    _ = try await plant.execution.buyOff(free, signing: signing, by: by, key: plant.key(person))
                }
                await attempt {
                    _ = try await plant.execution.consume(
                        .lot("L-55", quantity: 9),
                        of: "BOLT-6",
                        at: free,
                        by: by,
                        key: plant.key(person)
                    )
                }
                await attempt { _ = try await plant.execution.operation(of: bench.unit, by: plant.by("fred")) }
            }
        }
        #expect(said.count > 40)
        for text in said {
            for word in ["CANARY", "S-1", "O-1", "12.65", "12.75", "VEH"] { #expect(!text.contains(word), "\(text)") }
        }
    }
}
