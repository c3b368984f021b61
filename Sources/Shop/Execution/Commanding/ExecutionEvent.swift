internal import Foundation
internal import Journal

/// What happened on the plant floor, as kinds of events.
enum ExecutionEventKind: String, Sendable, CaseIterable {
    /// A draft was written or written anew: `masters`, `content`.
    case drafted = "work-master.drafted"
    /// A draft went to review: `masters`.
    case submitted = "work-master.submitted"
    /// It went back to its author, with a `reason`: `masters`.
    case returned = "work-master.returned"
    /// Somebody approved it: `masters`, `signatures`.
    case approved = "work-master.approved"
    /// It is in force: `masters`.
    case released = "work-master.released"
    /// A newer one is: `masters`.
    case superseded = "work-master.superseded"
    /// An order with its units: `orders`, `series`, `loads`.
    case ordered = "job-order.created"
    /// The floor may begin with it: `orders`, `series`.
    case orderReleased = "job-order.released"
    /// Units of it that were not begun are no longer wanted: `orders`, `series`, `loads`, `corrections`, `signatures`.
    case orderCancelled = "job-order.cancelled"
    /// Work on an operation began or went on: `units`, `responses`, and `orders` where it was the first one.
    case started = "operation.started"
    /// It was interrupted: `units`, `responses`.
    case paused = "operation.paused"
    /// It was done and signed: `units`, `responses`, `signatures`, `loads`, `reworks` where it was the last one of a rework, and `orders` and `productions` where it was the last one.
    case completed = "operation.completed"
    /// Somebody else looked at it: `units`, `signatures`, `reworks` where it was the last one of a rework, and `productions` where it was the last one.
    case boughtOff = "operation.bought-off"
    /// A value was measured: `units`, `measurements`.
    case measured = "measurement.recorded"
    /// Something was built in: `units`, `consumptions`.
    case consumed = "material.consumed"
    /// The unit was built into another one: `units`.
    case builtIn = "work-unit.built-in"
    /// Something is not as it has to be: `units`, `nonconformances`, and `escapes` of what was delivered.
    case nonconforming = "nonconformance.raised"
    /// It was decided what becomes of it: `units`, `nonconformances`, `signatures`, and where it is reworked by a definition `reworks` and the `responses` that this interrupts.
    case disposed = "nonconformance.disposed"
    /// A disposition was proposed to the design authority, or waits for the customer: `nonconformances`, `signatures`.
    case proposed = "nonconformance.disposition-proposed"
    /// The customer refused it: `nonconformances`.
    case refusedByCustomer = "nonconformance.refused-by-customer"
    /// The design authority declined it: `nonconformances`.
    case declined = "nonconformance.disposition-declined"
    /// What was measured is corrected: `measurements`, `units`, `corrections`, `signatures`, `nonconformances` where that holds the unit, and
    /// `firstArticles` that were signed for it.
    case measurementCorrected = "measurement.corrected"
    /// What was built in is corrected: `consumptions`, `units`, `corrections`, `signatures`, `nonconformances` where that holds the unit, and
    /// `firstArticles` that were signed for it.
    case consumptionCorrected = "material.corrected"
    /// The words of a nonconformance are: `nonconformances`, `corrections`, `signatures`.
    case nonconformanceCorrected = "nonconformance.corrected"
    /// When an order is due or its priority is: `orders`, `units`, `loads`, `corrections`, `signatures`.
    case orderCorrected = "job-order.corrected"
    /// A traveler was printed; those before it no longer count: `travelers`.
    case travelerPrinted = "traveler.printed"
    /// A traveler came back; what it and the records differ about is held: `travelers`, `units`, `nonconformances`.
    case travelerReturned = "traveler.returned"
    /// What a customer has to be told of what was delivered is written and signed: `escapes`, `signatures`.
    case escapeWritten = "escape-notice.written"
    /// The customer was told: `escapes`.
    case escapeTold = "escape-notice.told"
    /// A notice is withdrawn, beside what was written and told: `escapes`, `signatures`.
    case escapeWithdrawn = "escape-notice.withdrawn"
    /// The customer, who had been told of it, was told that it is withdrawn: `escapes`.
    case escapeWithdrawalTold = "escape-notice.withdrawal-told"
    /// Units were certified to conform: `certificates`, `signatures`.
    case certified = "conformance.certified"
    /// A value that certificates cover is corrected: `certificates`.
    case certificateCorrected = "conformance.corrected-since"
    /// A gauge or a lot is suspect: `containments`, and the `gauges` or `lots` that may not be used any more.
    case contained = "containment.raised"
    /// Every compartment is told, and cites this: `received`.
    case containmentSpread = "containment.spread"
    /// A compartment of programs holds what it has, if anything, and answers: `received`, `openings` of what it cites.
    case containmentReceived = "containment.received"
    /// What opens the citation of its answer in the common log: `openings`.
    case containmentCited = "containment.cited"
    /// Every compartment answered, which this cites: `containments`.
    case containmentPlaced = "containment.placed"
    /// A first article inspection was opened for a unit: `firstArticles`.
    case firstArticleOpened = "first-article.opened"
    /// Somebody accounted for every characteristic: `firstArticles`, `signatures`.
    case firstArticleVerified = "first-article.verified"
    /// Somebody else approved it: `firstArticles`, `productions`, `signatures`.
    case firstArticleApproved = "first-article.approved"
    /// Somebody asked that a gate be lifted: `lifts`, `signatures`.
    case liftAsked = "gate.lift-asked"
    /// Somebody else confirmed it: `lifts`, `signatures`.
    case lifted = "gate.lifted"
    /// A fact of the common compartment, or of training: the one record that it states.
    case stated = "fact.stated"
}

/// The payload of every event of the plant floor: JSON, the records that it touched as they are after it, each whole, and the labels that they
/// are under. Members that an event has nothing of are absent; which it has is said at its kind.
struct ExecutionEvent: Codable, Sendable {
    var labels: EventLabels
    /// Authorizations without which it would not have been permitted.
    var authorities: [String]?
    /// Why, in words of whoever did it.
    var reason: String?
    var masters: [WorkMasterState]?
    var content: WorkMasterContent?
    var orders: [JobOrderState]?
    var series: UnitSeries?
    var loads: [WorkLoadState]?
    var units: [WorkUnitState]?
    var responses: [JobResponseState]?
    var measurements: [MeasurementState]?
    var skips: [SkippedMeasurementState]?
    var consumptions: [ConsumptionState]?
    var nonconformances: [NonconformanceState]?
    var reworks: [UnitReworkState]?
    var signatures: [SignatureState]?
    var gauges: [GaugeState]?
    var qualifications: [QualificationState]?
    var trainings: [TrainingState]?
    var accreditations: [AccreditationState]?
    var lots: [MaterialLotState]?
    var travelers: [TravelerState]?
    var certificates: [CertificateState]?
    var escapes: [EscapeNoticeState]?
    var firstArticles: [FirstArticleState]?
    var productions: [PartProductionState]?
    var lifts: [GateLiftState]?
    var corrections: EventCorrections?
    var containments: [ContainmentState]?
    var received: ContainmentState?
    var openings: [CitationOpening]?

    init(_ labels: EventLabels) { self.labels = labels }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    /// What it changes that decisions of other commands read. The units of a new order are none of these: nobody knows of them yet.
    func touched(by kind: ExecutionEventKind) -> [RecordID] {
        var ids = (units ?? []).map(\.id) + (orders ?? []).map(\.id) + (loads ?? []).map(\.id)
        ids += (productions ?? []).map(\.id)
        // What is found on a unit hangs on whether it was delivered.
        ids += (certificates ?? []).flatMap(\.units)
        if kind != .ordered { ids += (series?.units ?? []).map(\.id) }
        return ids
    }

    /// Reads a payload; nil for one that is none.
    init?(_ payload: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(payload)) else { return nil }
        self = read
    }
}

extension RecordID {
    /// The id of a part of what has this id: `SHA-256("bulkhead part v1\n" || id || "\n" || part)`, cut to 16 bytes. Who does not have the id
    /// cannot tell it from a random one.
    func derived(_ part: String) -> RecordID {
        RecordID(hashing: Array("bulkhead part v1\n".utf8) + aggregate.bytes + Array("\n\(part)".utf8))
    }

    /// The first 16 bytes of a hash.
    init(hashing bytes: [UInt8]) { self.init(AggregateID(hashing: bytes)) }
}
