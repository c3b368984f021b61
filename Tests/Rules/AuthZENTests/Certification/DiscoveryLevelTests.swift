import AuthZEN
import Cedar
import Testing

@Suite("Certification, level Discovery")
struct DiscoveryLevelTests {
    private let path = "/.well-known/authzen-configuration"

    @Test("the metadata names the decision point and its endpoints")
    func document() async throws {
        let answer = try await CertificationFixture.withSchema.client().send([], to: path, method: "GET", headers: [])
        #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
        let base = "https://pdp.example.com"
        #expect(
            answer.text == #"{"policy_decision_point":"\#(base)","#
                + #""access_evaluation_endpoint":"\#(base)/access/v1/evaluation","#
                + #""access_evaluations_endpoint":"\#(base)/access/v1/evaluations","#
                + #""search_subject_endpoint":"\#(base)/access/v1/search/subject","#
                + #""search_resource_endpoint":"\#(base)/access/v1/search/resource","#
                + #""search_action_endpoint":"\#(base)/access/v1/search/action"}"#
        )
    }

    @Test("a decision point below a path has its metadata and endpoints there")
    func tenant() async throws {
        let client = try CertificationFixture.withSchema.client {
            $0.metadata = (try? DecisionPointIdentifier("https://pdp.example.com:8443/a/b")).map {
                Metadata(identifier: $0, capabilities: ["urn:x:\"y\""], signed: "e30.e30.c2ln")
            }
            $0.endpoints = []
        }
        let answer = await client.send([], to: path + "/a/b", method: "GET", headers: [])
        let base = "https://pdp.example.com:8443/a/b"
        #expect(
            answer.text == #"{"policy_decision_point":"\#(base)","#
                + #""access_evaluation_endpoint":"\#(base)/access/v1/evaluation","#
                + #""capabilities":["urn:x:\"y\""],"signed_metadata":"e30.e30.c2ln"}"#
        )
        #expect(await client.send([], to: path, method: "GET").status == 404)
        #expect(await client.send([], to: "/access/v1/evaluation").status == 404)
        #expect(await client.send([], to: "/a/b/access/v1/evaluation").status == 400)
        #expect(await client.send([], to: "/a/b/access/v1/evaluations").status == 404)
    }

    @Test("without metadata the default paths answer")
    func defaults() async throws {
        let client = try CertificationFixture.withSchema.client { $0.metadata = nil }
        #expect(await client.send([], to: path, method: "GET").status == 404)
        for endpoint in Endpoint.allCases { #expect(await client.send("", to: endpoint).status == 400) }
    }

    @Test("each path takes one method, and says which")
    func methods() async throws {
        let client = try CertificationFixture.withSchema.client()
        let document = await client.send([], to: path, method: "POST")
        #expect(document.status == 405 && document.header("Allow") == "GET")
        for endpoint in Endpoint.allCases {
            let answer = await client.send([], to: endpoint.path, method: "GET")
            #expect(answer.status == 405 && answer.header("Allow") == "POST")
        }
    }

    @Test(
        "an identifier is an https URL with a host, without user, query, fragment or slash at the end",
        arguments: [
            "", "https://", "https:///x", "http://pdp.example.com", "HTTPS://pdp.example.com", "https://a?b",
            "https://a#b",
            "https://a/", "https://a b", "https://é", "https://user@a", "https://a\n",
        ]
    )
    func badIdentifiers(url: String) {
        #expect(throws: ConfigurationError.badIdentifier(url)) { try DecisionPointIdentifier(url) }
    }
}
