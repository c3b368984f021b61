import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("A source that asks what it may send")
struct AskedSourceTests {
    private struct Asking {
        let flow: RequestFlow
        let source: AskedSource
        let address: HTTPAddress

        init(filter: String? = "passes: [orders, jobResponses], drops: [nonconformances]", format: String = "jsonLines")
            async throws
        {
            flow = try await RequestFlow(
                RequestFlow.messages(
                    "source: { by: authzen, address: \"http://127.0.0.1:0\" }",
                    format: format,
                    record: ""
                )
                .replacing(
                    "type: integer, class: jobResponses }",
                    with: "type: integer, class: jobResponses, optional: true }"
                ),
                filter: filter,
                secrets: ["to-erp.source": "legacy\npa:ss"]
            )
            source = try #require(try flow.connection().source as? AskedSource)
            let port = try #require(try await source.serve(flow.plant.flow(), by: flow.plant.gateway))
            address = try #require(HTTPAddress("http://127.0.0.1:\(port)"))
        }

        func ask(_ path: String, _ body: String, password: String = "pa:ss") async throws -> (status: Int, text: String)
        {
            let session = HTTPSession(address, credentials: .password(user: "legacy", password: password))
            let answer = try await session.ask(
                "POST",
                path: "/access/v1/" + path,
                headers: [HTTPHeader("Content-Type", "application/json")],
                body: Array(body.utf8),
                bytesMax: 1 << 20
            )
            await session.close()
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }

        func report() async throws -> RunReport {
            await flow.plant.gateway.run(try flow.plant.flow(), before: source)
        }
    }

    private static let head = #""subject":{"type":"System","id":"erp"},"action":{"name":"receive"}"#

    private static func resource(_ properties: String) -> String {
        #""resource":{"type":"Record","id":"A-1","properties":{\#(properties)}}"#
    }

    private static let denied = #"{"decision":false,"context":{"reason":"not_permitted"}}"#

    @Test(
        "of a record that the destination may have it is told what of it, and what is undeclared is withheld and reported"
    )
    func permitted() async throws {
        let asking = try await Asking(
            filter:
                "passes: [orders, jobResponses], drops: [nonconformances], generalizes: { quantity: tens }, redacts: [order]"
        )
        let answer = try await asking.ask(
            "evaluation",
            "{\(Self.head),\(Self.resource(#""order":"A-1","project":"P-MED","quantity":47,"finding":"bore","drawing":"D-7""#))}"
        )
        #expect(answer.status == 200)
        #expect(
            answer.text.hasPrefix(
                #"{"decision":true,"context":{"receive":["project"],"replace":{"order":"[redacted]","quantity":"40"},"withhold":["finding","drawing"],"marking":["#
            )
        )
        #expect(!answer.text.contains("bore") && !answer.text.contains("D-7"))
        let report = try await asking.report()
        #expect(report.taken.undeclaredFields == 1 && report.sent.records == 1 && report.taken.deadLetters == 0)
        await asking.source.end()
    }

    @Test(
        "whatever the destination may not have, is no record, or is another question, is denied alike, and each is on record"
    )
    func denied() async throws {
        let asking = try await Asking()
        let questions = [
            "{\(Self.head),\(Self.resource(#""order":"B-1","project":"P-NAV","quantity":8"#))}",
            "{\(Self.head),\(Self.resource(#""order":"B-1","project":"P-OTHER","quantity":8"#))}",
            "{\(Self.head),\(Self.resource(#""order":"B-1","project":"P-MED","quantity":"many""#))}",
            "{\(Self.head),\(Self.resource(#""order":"B-1","project":"P-MED","quantity":{"a":1}"#))}",
            "{\(Self.head),\(Self.resource(""))}",
            #"{\#(Self.head),"resource":{"type":"Record","id":"A-1"}}"#,
            "{\(Self.head.replacing("erp", with: "mx-erp")),\(Self.resource(#""order":"A-1","project":"P-MED""#))}",
            "{\(Self.head.replacing("receive", with: "view")),\(Self.resource(#""order":"A-1","project":"P-MED""#))}",
            "{\(Self.head),\(Self.resource(#""order":"A-1","project":"P-MED""#).replacing("Record", with: "record"))}",
        ]
        for question in questions {
            let answer = try await asking.ask("evaluation", question)
            #expect(answer.status == 200 && answer.text == Self.denied, "\(question)")
        }
        let report = try await asking.report()
        #expect(report.sent.records == 0 && report.taken.records == questions.count)
        #expect(report.taken.deadLetters == questions.count - 1)
        await asking.source.end()
    }

    @Test("many are asked about at once, and each answer is that of its record alone, in their order")
    func batch() async throws {
        let asking = try await Asking()
        let questions = (0..<250).map { number in
            "{\(Self.resource("\"order\":\"A-\(number)\",\"project\":\"\(number % 3 == 0 ? "P-NAV" : "P-MED")\",\"quantity\":\(number)"))}"
        }
        let answer = try await asking.ask(
            "evaluations",
            "{\(Self.head),\"evaluations\":[\(questions.joined(separator: ","))]}"
        )
        struct Answer: Decodable {
            struct One: Decodable { let decision: Bool }
            let evaluations: [One]
        }
        let read = try JSONDecoder().decode(Answer.self, from: Data(answer.text.utf8))
        #expect(read.evaluations.map(\.decision) == (0..<250).map { $0 % 3 != 0 })
        // What comes beside it changes nothing of an answer.
        let alone = try await asking.ask("evaluation", "{\(Self.head),\(questions[1].dropFirst().dropLast())}")
        #expect(answer.text.contains(alone.text))
        let search = try await asking.ask(
            "search/action",
            #"{"subject":{"type":"System","id":"erp"},\#(Self.resource(#""order":"A-1","project":"P-MED""#))}"#
        )
        #expect(search.text == #"{"results":[{"name":"receive"}]}"#)
        await asking.source.end()
    }

    @Test("documents are asked about by their pointers")
    func documents() async throws {
        let asking = try await Asking(filter: nil, format: "json")
        let answer = try await asking.ask(
            "evaluation",
            "{\(Self.head),\(Self.resource(#""order":"A-1","project":"P-MED","more":{"a":1}"#))}"
        )
        #expect(
            answer.text.hasPrefix(
                #"{"decision":true,"context":{"receive":["order","project"],"replace":{},"withhold":["/more"],"#
            )
        )
        await asking.source.end()
    }

    @Test("who is not the source is told nothing, and what is no question is refused")
    func refused() async throws {
        let asking = try await Asking()
        let question = "{\(Self.head),\(Self.resource(#""order":"A-1","project":"P-MED""#))}"
        #expect(try await asking.ask("evaluation", question, password: "pass").status == 401)
        #expect(try await asking.ask("nothing", question, password: "pass").status == 401)
        #expect(try await asking.ask("nothing", question).status == 404)
        for body in [
            "", "{", "[]", "{}", "{\(Self.head)}", question.replacing("{\"type\":\"System\"", with: "{\"type\":7"),
        ] {
            #expect(try await asking.ask("evaluation", body).status == 400, "\(body)")
        }
        let long = Self.resource("\"order\":\"" + String(repeating: "a", count: 2 << 20) + "\"")
        #expect(try await asking.ask("evaluation", "{\(Self.head),\(long)}").status == 413)
        #expect(try await asking.report().sent.records == 0)
        await asking.source.end()
        let none = try await RequestFlow(
            RequestFlow.messages(
                "source: { by: authzen, address: \"http://127.0.0.1:0\" }",
                format: "jsonLines",
                record: ""
            ),
            secrets: [:]
        )
        #expect { try none.connection() } throws: { ($0 as? GatewayRefusal)?.code == .folder }
        let open = try await RequestFlow(
            RequestFlow.messages(
                "source: { by: authzen, address: \"http://0.0.0.0:0\" }",
                format: "jsonLines",
                record: ""
            ),
            secrets: ["to-erp.source": "legacy\npass"]
        )
        #expect { try open.connection() } throws: { ($0 as? GatewayRefusal)?.code == .notCarried }
    }
}
