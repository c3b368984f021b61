/// Where a unit stands at an operation, with what was recorded there.
struct UnitStand: Codable, Sendable {
    var sequence: Int
    var operation: String
    var workCenter: String
    var phase: UnitPhase
    var run: WorkUnitState.Run?
    var worker: String?
    var measured: [Int: Bool]
    var skipped: [Int]?
    var accepted: [Int]
    var consumed: [String: Int]
    var recorded: String?
    var pass: Int
}

/// A rework that a unit is in: whose operations it follows, and where it stands again when they are done.
struct ReworkUnderway: Codable, Sendable {
    let number: Int
    let definition: RecordID
    let goesOn: UnitStand
}

extension WorkUnitState {
    /// The work master whose operations are done next: that of its rework, or the one that it is built by.
    var followed: RecordID { reworks?.last?.definition ?? workMaster }

    /// The rework that it is in; 0 for none.
    var rework: Int { reworks?.last?.number ?? 0 }

    /// Where it stands in the routing that it is built by, whatever rework it is in.
    var standInRouting: UnitStand { reworks?.first?.goesOn ?? stand }

    /// Where it stands.
    var stand: UnitStand {
        get {
            UnitStand(
                sequence: sequence,
                operation: operation,
                workCenter: workCenter,
                phase: phase,
                run: run,
                worker: worker,
                measured: measured,
                skipped: skipped,
                accepted: accepted,
                consumed: consumed,
                recorded: recorded,
                pass: pass
            )
        }
        set {
            sequence = newValue.sequence
            operation = newValue.operation
            workCenter = newValue.workCenter
            phase = newValue.phase
            run = newValue.run
            worker = newValue.worker
            measured = newValue.measured
            skipped = newValue.skipped
            accepted = newValue.accepted
            consumed = newValue.consumed
            recorded = newValue.recorded
            pass = newValue.pass
        }
    }

    /// Goes into a rework, from its first operation. Work under way is paused until it goes on.
    mutating func enter(_ rework: UnitReworkState, at first: OperationSegment, _ time: Int64) {
        var goesOn = stand
        if goesOn.phase == .running {
            goesOn.phase = .paused
            goesOn.run = goesOn.run?.stopped(at: time)
        }
        reworks =
            (reworks ?? []) + [ReworkUnderway(number: rework.number, definition: rework.definition, goesOn: goesOn)]
        reworksBegun = rework.number
        go(to: first.numbered(of: rework.number))
    }

    /// Goes on after its rework, from where that says.
    mutating func leaveRework() {
        guard let left = reworks?.popLast() else { return }
        if reworks?.isEmpty == true { reworks = nil }
        stand = left.goesOn
    }
}
