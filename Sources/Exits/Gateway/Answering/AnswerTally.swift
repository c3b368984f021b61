/// What was answered, in numbers.
struct AnswerTally: Sendable, Equatable {
    var answers = 0
    var records = 0
    var sent = 0
    var deadLetters = 0
    var stopped = 0
    var undeclared: [String: Int] = [:]
    /// One of each kind.
    var refusals: [GatewayRefusal.Code: GatewayRefusal] = [:]

    mutating func note(_ code: GatewayRefusal.Code, _ message: String) {
        refusals[code] = GatewayRefusal(code, message)
    }

    mutating func add(_ other: AnswerTally) {
        answers += other.answers
        records += other.records
        sent += other.sent
        deadLetters += other.deadLetters
        stopped += other.stopped
        refusals.merge(other.refusals) { _, new in new }
        for (name, count) in other.undeclared where undeclared[name] != nil || undeclared.count < 200 {
            undeclared[name, default: 0] += count
        }
    }
}
