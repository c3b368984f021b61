@_spi(Exits) internal import Boundary

/// What a stable code says: where the `type` of a problem leads (RFC 9457, section 3.1.1). It is the program's own text, and holds nothing of a plant.
public struct CodeExplanation: Sendable {
    /// The code, such as `BH-W404`.
    public let code: String
    /// `error`, `refusal`, `finding` and the like.
    public let kind: String
    /// What is the case, in a few words.
    public let title: String
    /// What to do.
    public let explanation: String

    /// An explanation.
    public init(_ code: String, kind: String, title: String, explanation: String) {
        self.code = code
        self.kind = kind
        self.title = title
        self.explanation = explanation
    }
}

extension Routes {
    /// The pages of codes, for anybody: all of them, and each by its code.
    public mutating func explanations(_ codes: [CodeExplanation]) {
        let byCode = Dictionary(codes.map { ($0.code, $0) }) { first, _ in first }
        page("/explain", .anybody) { _ in
            let rows = codes.map { each -> ClearedText in
                let code = ClearedText(own: each.code)
                return
                    "<tr><td><a href=\"/explain/\(code)\">\(code)</a></td><td>\(ClearedText(own: each.title))</td></tr>"
            }
            return try .page(
                "Codes",
                """
                <h1>Codes</h1><div class="scroll" tabindex="0" role="region" aria-label="Codes"><table><thead><tr><th scope="col">Code</th>\
                <th scope="col">What is the case</th></tr></thead><tbody>\(.joined(rows))</tbody></table></div>
                """
            )
        }
        page("/explain/{code}", .anybody) { request in
            guard let known = byCode[(request["code"] ?? "").uppercased()] else { throw Failure.notFound }
            return try .page(
                "\(ClearedText(own: known.code))",
                """
                <div class="card"><h1>\(ClearedText(own: known.code)): \(ClearedText(own: known.title))</h1>\
                <p class="lines">\(ClearedText(own: known.explanation))</p><p class="hint">\(ClearedText(own: known.kind))</p></div>\
                <div class="actions"><a class="button main" href="/" data-command="HOME">To the start</a><a class="button" href="/explain">All codes</a></div>
                """
            )
        }
    }
}
