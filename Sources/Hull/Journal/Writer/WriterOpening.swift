/// How a writer opens its stores, at first and again after a failure: connections of its own each time.
struct WriterOpening: Sendable {
    let log: @Sendable () throws -> CompartmentLog
    let views: CompartmentViews?
    let admits: (@Sendable ([EventDraft]) throws -> Void)?
    let now: @Sendable () -> UInt64
}
