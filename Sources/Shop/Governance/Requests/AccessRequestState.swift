internal import Journal
internal import PlantModel
internal import Storage

/// Kinds of events of a request for access. Each says all of the request as it is from then on, so that rows come of one event alone.
enum AccessRequestEventKind: String, CaseIterable {
    case asked = "access-request.asked"
    case granted = "access-request.granted"
    case declined = "access-request.declined"
    /// What was granted was taken back before its last day.
    case ended = "access-request.ended"
}

/// A request for access, as events write it. Times are milliseconds since 1970, days as texts.
struct AccessRequestState: TrailState {
    /// What was decided, by whom, and the name as it is printed beside the signature.
    struct Decision: Codable, Sendable {
        let by: String
        let printedName: String
        let time: UInt64
        /// Why; of what is granted who vouches for the need.
        let words: String
    }

    let person: String
    let program: String
    /// The record's id in hexadecimal.
    let record: String
    let recordKind: String
    let reason: String
    let until: String
    let asked: UInt64
    let label: String
    var granted: Decision?
    /// The last day of what was granted.
    var grantedUntil: String?
    var declined: Decision?
    var ended: Decision?

    var standing: OwnAccessRequest.Standing {
        if ended != nil { return .ended }
        if declined != nil { return .declined }
        return granted == nil ? .asked : .granted
    }

    var decision: Decision? { ended ?? declined ?? granted }
}
