public import Boundary
internal import Journal
public import PlantModel
internal import Storage

extension Governance {
    /// Steps of ways that are shown of one program.
    static let flowStepsMax = 400

    /// The ways on which the data of this instance's programs goes by the plant file in force, as far as somebody may see the trail of each: leaks before
    /// others. Of a program that no flow carries there is one step that leads nowhere.
    /// - Parameters:
    ///   - follow: follows the flows of a baseline as of a day.
    ///   - random: gives so many random bytes.
    /// - Throws: `noBaseline`; `unsound` where the flows cannot be followed; `noAnswer`.
    public func flowSteps<Way: Channel>(
        on day: Day,
        following follow: @Sendable (PolicyBaseline, Day) throws -> [FlowWay],
        random: (Int) -> [UInt8],
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        guard let baseline = hull.boundary.baseline else { throw GovernanceRefusal(.noBaseline) }
        let ways: [FlowWay]
        do {
            ways = try follow(baseline, day)
        } catch {
            throw GovernanceRefusal(.unsound, "the flows of the plant on \(day): \(error)")
        }
        do {
            var steps: [FlowStep] = []
            for (program, place) in places.sorted(by: { $0.key < $1.key }) {
                let label = try hull.boundary.label(of: .auditTrail, program: program)
                let own = ways.filter { $0.program == program }
                let ordered = own.filter { $0.leak != nil } + own.filter { $0.leak == nil }
                for values in Self.values(of: ordered, program).prefix(Self.flowStepsMax) {
                    let origin = RecordOrigin(id: try Self.id(random), compartment: place, label: label)
                    steps.append(FlowStep(origin, values))
                }
            }
            return try await hull.boundary.release(
                steps,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    private static func values(of ways: [FlowWay], _ program: String) -> [[ViewValue]] {
        let nothing: [ViewValue] = [.text(program), .integer(0)] + Array(repeating: .text(""), count: 7)
        guard !ways.isEmpty else { return [nothing] }
        var all: [[ViewValue]] = []
        for (number, way) in ways.enumerated() {
            let classes = way.classes.joined(separator: ", ")
            // What is made where it may not be read is a leak without a flow.
            for step in 0..<max(1, way.flows.count) {
                let isLast = step + 1 >= way.flows.count
                let leak = isLast ? way.leak : nil
                let texts = [
                    way.places.indices.contains(step) ? way.places[step] : "",
                    way.flows.indices.contains(step) ? way.flows[step] : "",
                    way.places.indices.contains(step + 1) ? way.places[step + 1] : "", classes,
                    leak?.readers.joined(separator: ", ") ?? "", leak?.refusedBy.joined(separator: ", ") ?? "",
                    leak?.cut ?? "",
                ]
                all.append([.text(program), .integer(Int64(number))] + texts.map { .text($0) })
            }
        }
        return all
    }
}
