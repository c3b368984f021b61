import AuthZEN
import Testing

@Suite("Callers that may not ask")
struct CallerRefusalTests {
    private let request = APIRequest(
        method: "POST",
        path: "/access/v1/evaluation",
        headers: [APIRequest.Header("X-Request-ID", "r1")]
    )

    @Test("are answered 401 with a challenge or 403, with their request's identifier")
    func refused() {
        let unknown = APIResponse.refusing(request, as: .unauthorized(challenge: "Bearer"), message: "send a token")
        #expect(unknown.status == 401)
        #expect(unknown.headers.map(\.name) == ["Content-Type", "X-Request-ID", "WWW-Authenticate"])
        #expect(unknown.headers.map(\.value) == ["text/plain; charset=utf-8", "r1", "Bearer"])
        #expect(String(decoding: unknown.body, as: UTF8.self) == "send a token")
        #expect(APIResponse.refusing(request, as: .forbidden, message: "no").status == 403)
    }

    @Test("get no identifier back that could split a header")
    func unsound() {
        let request = APIRequest(method: "POST", path: "/", headers: [APIRequest.Header("X-Request-ID", "a\r\nb: c")])
        let response = APIResponse.refusing(request, as: .forbidden, message: "no")
        #expect(response.status == 403 && response.headers.map(\.name) == ["Content-Type"])
    }
}
