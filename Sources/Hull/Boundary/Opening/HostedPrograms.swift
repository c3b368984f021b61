internal import Classification
internal import Journal
public import PlantModel
public import Storage
internal import Synchronization

/// Which programs the plan gives to each compartment of an instance. Data of any other is refused at the one entrance that there is: the writer
/// of the compartment's log, by which commands, uploads and imports alike are recorded.
public struct HostedPrograms: Sendable, Equatable {
    /// What messages call the instance, such as `cellar, instance 1 of the plan`.
    public let instance: String
    private let programs: [CompartmentName: Set<String>]

    /// The programs of each compartment; one that is not named has none, like `control` and `common`.
    public init(instance: String, programs: [CompartmentName: Set<String>]) {
        self.instance = instance
        self.programs = programs
    }

    /// What a plan gives to one of its instances for the work at a site.
    /// - Parameters:
    ///   - number: the instance's place in the plan, from zero.
    ///   - name: the name of a compartment by its place in the instance, from zero, and its programs.
    /// - Returns: nil where the plan has no such instance.
    public init?(
        plan: PlanFile,
        instance number: Int,
        site: String,
        naming name: (Int, [String]) -> CompartmentName?
    ) {
        guard plan.instances.indices.contains(number) else { return nil }
        let instance = plan.instances[number]
        var programs: [CompartmentName: Set<String>] = [:]
        for (place, units) in instance.compartments.enumerated() {
            let own = units.filter { $0.count == 2 && $0[1] == site }.map { $0[0] }.sorted()
            guard !own.isEmpty else { continue }
            guard let name = name(place, own) else { return nil }
            programs[name, default: []].formUnion(own)
        }
        self.init(instance: "\(instance.environment), instance \(number + 1) of the plan", programs: programs)
    }

    /// The programs of a compartment.
    public func programs(of compartment: CompartmentName) -> Set<String> { programs[compartment] ?? [] }

    /// The compartment of each program; of one that is in several, the first by name.
    public var places: [String: CompartmentName] {
        var places: [String: CompartmentName] = [:]
        for (compartment, own) in programs.sorted(by: { $0.key < $1.key }) {
            for program in own where places[program] == nil { places[program] = compartment }
        }
        return places
    }
}

/// Looks at the labels of what is to be recorded in one compartment.
final class HostedAdmission: Sendable {
    private let hosted: HostedPrograms
    private let compartment: CompartmentName
    private let schemes: Schemes
    /// Programs that do not belong here, by the text of a label.
    private let known = Mutex<[String: [String]]>([:])

    /// Labels that are remembered.
    private static let labelsMax = 4_096

    init(_ hosted: HostedPrograms, _ compartment: CompartmentName, _ schemes: Schemes) {
        self.hosted = hosted
        self.compartment = compartment
        self.schemes = schemes
    }

    /// A sealed label names no program and passes: nobody can see what is under it, and drift lists it.
    /// - Throws: `notHosted` for data of a program that the plan did not give to this compartment.
    func check(_ drafts: [EventDraft]) throws(BoundaryError) {
        for draft in drafts where !draft.label.isEmpty {
            let others = foreign(draft.label)
            guard let first = others.first else { continue }
            throw BoundaryError(
                .notHosted,
                """
                \(draft.kind): the plan gives the program \(first.debugDescription) no place in the compartment \(compartment) of \
                \(hosted.instance); send it to the instance that the plan gives it to, or have the plan changed and released
                """
            )
        }
    }

    private func foreign(_ text: String) -> [String] {
        if let found = known.withLock({ $0[text] }) { return found }
        let programs = schemes.label(canonicalText: text).values(in: "program")
        let others = programs.subtracting(hosted.programs(of: compartment)).sorted()
        known.withLock { known in
            if known.count >= Self.labelsMax { known = [:] }
            known[text] = others
        }
        return others
    }
}
