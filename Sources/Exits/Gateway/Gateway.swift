public import Boundary
internal import Classification
public import ContentScan
public import Journal
internal import PlantModel
public import Storage

/// Carries flows of the plant file between systems, beside whatever MES is there: takes records from a source, labels them by the flow's
/// mapping, keeps them in the journal, and sends to the destination what policies and the flow's filter let through.
///
/// Whatever was taken is sent once in effect: every step is an event that is recorded once, a message has its number before it is written, and
/// what was cut short is taken up from the journal. Records of one program stay in their order.
public struct Gateway: Sendable {
    /// Steps that a run can be cut short after; tests cut it short there.
    enum Step: String, CaseIterable, Sendable {
        case taken, released, staged, written, delivered
    }

    /// The instance.
    public let hull: SiteHull
    /// The compartment of what belongs to no program: there lies what cannot be told whose it is.
    let common: CompartmentName
    /// The compartment of each program that the plan gives to this instance.
    let places: [String: CompartmentName]
    let site: String
    let clock: any PlantClock
    let provider: SwiftCryptoProvider
    let scanner: ContentScanner
    let signer: NoteSigner
    /// Called after each step.
    var after: (@Sendable (Step) throws -> Void)?

    /// Batches that are worked on together, so that what has to be flushed is flushed for all of them at once.
    var windowMax = 16
    /// Batches of a flow that may wait; then nothing more is taken.
    static let waitingMax = 10_000

    /// A gateway of an instance whose policies are in force.
    /// - Parameters:
    ///   - site: the name that messages are numbered under, such as `plant.example/wichita`.
    ///   - scanner: looks into every message before it leaves. What it has no extractor for does not leave.
    ///   - signer: signs manifests.
    public init(
        hull: SiteHull,
        common: CompartmentName,
        places: [String: CompartmentName],
        site: String,
        clock: any PlantClock,
        scanner: ContentScanner,
        signer: NoteSigner
    ) {
        self.hull = hull
        self.common = common
        self.places = places
        self.site = site
        self.clock = clock
        provider = SwiftCryptoProvider()
        self.scanner = scanner
        self.signer = signer
    }

    /// The key that manifests are verified by, as receivers are given it.
    public var verifier: VerifierKey { signer.verifier }

    /// The compartments that it works in, each once.
    var compartments: [CompartmentName] { Set(places.values).union([common]).sorted() }

    /// Records a command that may find that nothing is left to do.
    func perform(_ command: JournalCommand, in compartment: CompartmentName) async throws {
        do {
            _ = try await hull.perform(command, in: compartment)
        } catch is NothingToDo {
            return
        } catch let error as GatewayRefusal {
            throw error
        } catch {
            throw GatewayRefusal(.noAnswer, "\(compartment): \(error)")
        }
    }

    /// What a decision finds where everything is recorded already.
    struct NothingToDo: Error {}

    /// An event of the gateway.
    func draft(
        _ kind: String,
        _ id: [UInt8],
        by subject: Subject,
        label: String,
        program: String?,
        _ payload: [UInt8],
        _ dataClass: DataClass
    ) throws(GatewayRefusal) -> EventDraft {
        guard let aggregate = AggregateID(id) else { throw GatewayRefusal(.noAnswer, "no id") }
        return EventDraft(
            subject: subject.description,
            kind: kind,
            aggregate: aggregate,
            label: label,
            payload: payload,
            scope: DataKeyScope(
                program: program ?? "common",
                retentionClass: dataClass.rawValue,
                period: Day(millisecondsSince1970: clock.now).map { String($0.description.prefix(7)) } ?? "unknown"
            )
        )
    }

    func rows(_ query: ViewQuery, in compartment: CompartmentName) throws(GatewayRefusal) -> [[ViewValue]] {
        do throws(BoundaryError) {
            return try hull.rows(query, in: compartment)
        } catch {
            throw GatewayRefusal(.noAnswer, "\(error)")
        }
    }

    /// What restricts a program's values of a class today.
    func label(of dataClass: DataClass, program: String) throws(GatewayRefusal) -> SharedLabel {
        do throws(BoundaryError) {
            return try hull.boundary.label(of: dataClass, program: program)
        } catch {
            throw GatewayRefusal(.noAnswer, "\(error)")
        }
    }

    /// What restricts a program's values of several classes together today.
    func label(of classes: Set<DataClass>, program: String) throws(GatewayRefusal) -> SharedLabel {
        var label = SharedLabel(.unrestricted)
        for dataClass in classes.sorted(by: { $0.rawValue < $1.rawValue }) {
            label = label.join(try self.label(of: dataClass, program: program))
        }
        return label
    }
}
