internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Storage

extension RouteResponder {
    func text(_ text: String, _ type: String, status: AnswerStatus) -> Response {
        Response(
            status: HTTPResponse.Status(code: status.rawValue),
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    func json(_ json: String, _ status: AnswerStatus, _ bar: ScreenMarking.Bar?, _ incoming: IncomingRequest)
        -> Response
    {
        let tag = "\"" + Array(SHA256.hash(data: Array(json.utf8)).prefix(16)).hexadecimal + "\""
        var response: Response
        if status == .done, incoming.request.method == .get, incoming.request.headers[.ifNoneMatch] == tag {
            response = Response(status: .notModified)
        } else {
            response = text(json, "application/json", status: status)
        }
        response.headers[.eTag] = tag
        if let bar { SecurityFields.set("X-Marking", bar.text, &response.headers) }
        return response
    }

    func redirect(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    func file(_ served: PageAssets.Served, _ request: Request) -> Response {
        let tag = "\"\(served.tag)\""
        let kept = "public, max-age=31536000, immutable"
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: kept])
        }
        return Response(
            status: .ok,
            headers: [.contentType: served.asset.kind.rawValue, .cacheControl: kept, .eTag: tag],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: served.asset.bytes))
        )
    }
}
