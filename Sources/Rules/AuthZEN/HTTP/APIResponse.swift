/// What goes back over HTTP, as data.
public struct APIResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The fields of the header.
    public private(set) var headers: [APIRequest.Header]
    /// The content: JSON of an answer, plain text of an error.
    public let body: [UInt8]
    /// Why the status is 500, for the server's own log; never part of the content.
    public let cause: (any Error)?

    private init(status: Int, type: String, text: String, cause: (any Error)? = nil) {
        self.status = status
        headers = [APIRequest.Header("Content-Type", type)]
        body = Array(text.utf8)
        self.cause = cause
    }

    /// A successful answer (section 10.1 of the specification).
    static func json(_ text: String) -> APIResponse {
        APIResponse(status: 200, type: "application/json", text: text)
    }

    /// An error: its content is "an error message string" (section 10.1.2).
    static func refusal(_ problem: RequestProblem) -> APIResponse {
        APIResponse(
            status: problem.status,
            type: "text/plain; charset=utf-8",
            text: problem.message,
            cause: problem.cause
        )
    }

    /// Another method was asked by than the one that there is; the answer says which (RFC 9110, section 15.5.6).
    static func wrongMethod(allowed: String) -> APIResponse {
        .refusal(RequestProblem(405, "the method must be \(allowed)")).adding("Allow", allowed)
    }

    /// What a server answers to a caller that may not ask at all, before a decision point sees the request (section 10.1.2). It has
    /// nothing to do with a denial, which is a decision.
    public static func refusing(_ request: APIRequest, as refusal: CallerRefusal, message: String) -> APIResponse {
        var response = APIResponse.refusal(RequestProblem(refusal.status, message))
        if let id = (try? RequestHeaders.requestID(of: request)) ?? nil {
            response = response.adding("X-Request-ID", id)
        }
        guard case .unauthorized(let challenge) = refusal else { return response }
        return response.adding("WWW-Authenticate", challenge)
    }

    /// The same response with one more field in its header.
    func adding(_ name: String, _ value: String) -> APIResponse {
        var response = self
        response.headers.append(APIRequest.Header(name, value))
        return response
    }
}

/// Why a caller may not ask.
public enum CallerRefusal: Hashable, Sendable {
    /// It did not say who it is, or not so that it can be believed; the challenge says how (RFC 9110, section 11.6.1).
    case unauthorized(challenge: String)
    /// It is known and has no right to ask.
    case forbidden

    var status: Int {
        switch self {
        case .unauthorized: 401
        case .forbidden: 403
        }
    }
}
