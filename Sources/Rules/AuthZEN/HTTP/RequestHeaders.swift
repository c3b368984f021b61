/// The rules for header fields of a request.
enum RequestHeaders {
    /// The longest request identifier that is carried back, in bytes.
    static let requestIDBytesMax = 1024

    /// The request identifier to carry back (section 10.1.3), nil where there is none.
    /// - Throws: 400 when it stands twice or could not stand in a header.
    static func requestID(of request: APIRequest) throws(RequestProblem) -> String? {
        let values = request.values(of: "X-Request-ID")
        guard let value = values.first else { return nil }
        guard values.count == 1 else {
            throw RequestProblem(400, "X-Request-ID stands twice in the header; send it once")
        }
        let isSound =
            value.utf8.count <= requestIDBytesMax
            && value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\t" }
        guard isSound else {
            throw RequestProblem(
                400,
                "X-Request-ID must be at most \(requestIDBytesMax) bytes without control characters"
            )
        }
        return value
    }

    /// An answer that carries the request's identifier back; the refusal of an identifier that cannot be.
    static func answer(_ request: APIRequest, _ route: () async -> APIResponse) async -> APIResponse {
        let requestID: String?
        do throws(RequestProblem) {
            requestID = try self.requestID(of: request)
        } catch {
            return .refusal(error)
        }
        let response = await route()
        return requestID.map { response.adding("X-Request-ID", $0) } ?? response
    }

    /// - Throws: 400 unless the content is declared to be `application/json`; parameters are passed over.
    static func checkContentType(of request: APIRequest) throws(RequestProblem) {
        let values = request.values(of: "Content-Type")
        let types = values.map { value in
            value.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        }
        guard types == ["application/json"] else {
            throw RequestProblem(400, "the request needs exactly one header Content-Type: application/json")
        }
    }
}
