public import Boundary
internal import CedarAnalysis
internal import Journal
internal import PlantModel
public import Storage

/// How far an officer's look for what left of a program has come.
public struct ExposureLook: AnswerRecord {
    /// The program, and its sheet's id; the record or nothing; the first day or nothing; where it was found, as the officer said it; `waiting`, `working`,
    /// `answered`, `unsound` (too much at once), `cancelled`, `late` or `failed`; what is worked on, how much of it is done and how much there is; why it is
    /// too much.
    public static let shape = AnswerShape(
        "exposure-look",
        [
            .init("program"), .init("sheet"), .init("record"), .init("since"), .init("found"), .init("standing"),
            .init("step"), .init("done", .integer), .init("of", .integer), .init("problem"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<ExposureLook>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// The question what left, with all that answering it takes.
struct ExposureInquiry<Way: Channel>: Inquiry {
    let hull: SiteHull
    let asked: ExposureAsked
    let actor: Governance.Actor<Way>

    func answer(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: WorkProgress) -> WorkLine.Standing? {
        do throws(AccessRefusal) {
            let exposure = try hull.exposure(
                asked.question,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts,
                progress: progress
            )
            return exposure.map { .exposed($0) }
        } catch {
            if case .failed(let trouble) = error, trouble.code == .invalidQuestion {
                return .unsound([trouble.message])
            }
            return .failed
        }
    }
}

/// What an officer asked.
struct ExposureAsked: Sendable {
    let question: ExposureQuestion
    let sheet: AggregateID
    let compartment: CompartmentName
    /// Where it was found, in the officer's words.
    let found: String
}

/// What tells a look from other long work, by whatever channel it was asked for.
protocol ExposureAsking: Sendable {
    var asked: ExposureAsked { get }
}

extension ExposureInquiry: ExposureAsking {}
