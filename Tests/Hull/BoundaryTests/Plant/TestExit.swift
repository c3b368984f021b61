@_spi(Exits) import Boundary
import Storage
import TestPlant

/// An exit that keeps what it sends as bytes: text in HTML, records as lines. Small, and complete: it compares and escapes.
struct TestExit<Way: Channel>: Exit {
    /// Whom the exit's own connection authenticated.
    let subject: Subject
    let channel: Way
    let boundary: Boundary
    let clock: SetClock
    private(set) var sent = ""

    init(_ subject: Subject, _ channel: Way, _ plant: RunningPlant) {
        self.subject = subject
        self.channel = channel
        boundary = plant.boundary
        clock = plant.clock
    }

    mutating func send(_ release: consuming Release<Way>) async throws {
        let request = ExitRequest(
            recipient: subject,
            channel: channel,
            standing: boundary.standing(of: subject),
            now: clock.now
        )
        for piece in try release.open(for: request).text {
            switch piece {
            case .literal(let text): sent += text
            case .value(let value):
                sent += value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            case .withheld: sent += "[withheld]"
            case .mark(let label): sent += "(\(label))"
            }
        }
    }

    static func content(_ release: consuming Release<Way>, _ subject: Subject, _ channel: Way, _ plant: RunningPlant)
        throws -> ExitContent
    {
        return try release.open(
            for: ExitRequest(
                recipient: subject,
                channel: channel,
                standing: plant.boundary.standing(of: subject),
                now: plant.clock.now
            )
        )
    }
}

extension TestExit where Way == Screen {
    /// Fields by name, as texts.
    static func fields(_ content: ExitContent) -> [[String: String]] {
        content.records.map { fields in
            Dictionary(uniqueKeysWithValues: fields.map { ($0.name, text($0.value)) })
        }
    }

    private static func text(_ value: ViewValue?) -> String {
        switch value {
        case nil: "withheld"
        case .text(let text)?: text
        case .integer(let number)?: String(number)
        case let other?: "\(other)"
        }
    }
}
