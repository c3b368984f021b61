internal import Boundary

/// A failure as problem details (RFC 9457).
enum Problem {
    static func json(_ failure: Failure) -> String {
        var json =
            "{\"type\":\"/explain/\(failure.code)\",\"status\":\(failure.status.rawValue),\"code\":\"\(failure.code)\",\"title\":"
        JSONWriting.append(title(failure), to: &json)
        switch failure {
        case .denied(let denial):
            json += ",\"reasons\":["
            for (index, reason) in denial.reasons.enumerated() {
                if index > 0 { json += "," }
                json += "{\"policy\":"
                JSONWriting.append(reason.policy, to: &json)
                json += ",\"says\":"
                JSONWriting.append(reason.says, to: &json)
                json += ",\"cite\":"
                JSONWriting.append(reason.cite, to: &json)
                json += ",\"metBy\":"
                JSONWriting.append(reason.metBy, to: &json)
                json += "}"
            }
            json += "]"
        case .refused(let refusal):
            if let field = refusal.field { json += ",\"field\":\"\(field)\"" }
        case .notFound, .unavailable, .malformed, .signIn, .unexpected: break
        }
        return json + "}"
    }

    private static func title(_ failure: Failure) -> String {
        switch failure {
        case .notFound: "There is nothing of that name that you may know of."
        case .denied: "The policies of the plant refuse it."
        case .unavailable(let error): error.message
        case .refused(let refusal): refusal.says.description
        case .malformed(let malformed): malformed.says.description
        case .signIn: "Sign in first."
        case .unexpected: "The server failed. Whoever runs it finds the time and the kind of the failure in its log."
        }
    }
}
