import ArgumentParser
import Boundary
import PlantModel
import Storage

/// One instance of a plan at one site: which programs it has, in which compartments.
struct ServedInstance {
    /// The environment, with a number where several instances are there.
    let name: String
    let site: Plant.Site
    /// The programs it hosts at the site.
    let programs: [String]
    /// The compartment of each program.
    let places: [String: CompartmentName]
    /// The work centers of the site, with their hours a week.
    let workCenters: [String: Int]

    init(_ instances: [PlanFile.Instance], named name: String?, at site: String?, of plant: Plant) throws {
        var counts: [String: Int] = [:]
        var byName: [(name: String, instance: PlanFile.Instance)] = []
        for instance in instances {
            counts[instance.environment, default: 0] += 1
            let count = counts[instance.environment] ?? 1
            byName.append((count == 1 ? instance.environment : "\(instance.environment)#\(count)", instance))
        }
        let names = byName.map(\.name).joined(separator: ", ")
        guard let chosen = name == nil && byName.count == 1 ? byName.first : byName.first(where: { $0.name == name })
        else {
            throw ValidationError(
                name.map { "the plan has no instance \($0); it has \(names)" }
                    ?? "the plan has \(byName.count) instances; name one with --instance: \(names)"
            )
        }
        let pairs = chosen.instance.compartments.map { $0.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil } }
        let sites = Set(pairs.joined().map(\.1)).sorted()
        let list = sites.joined(separator: ", ")
        guard let here = site ?? (sites.count == 1 ? sites.first : nil), sites.contains(here),
            let found = plant.sites.first(where: { $0.id == here })
        else {
            throw ValidationError(
                site.map { "\(chosen.name) has no programs at \($0); it has some at \(list)" }
                    ?? "\(chosen.name) has programs at several sites; name one with --site: \(list)"
            )
        }
        var places: [String: CompartmentName] = [:]
        for compartment in pairs {
            let programs = compartment.filter { $0.1 == here }.map(\.0).sorted()
            guard !programs.isEmpty else { continue }
            let name = try Self.compartment(of: programs)
            guard !places.values.contains(name) else {
                throw ValidationError(
                    "two compartments would be called \(name); rename one of \(programs.joined(separator: ", "))"
                )
            }
            for program in programs { places[program] = name }
        }
        self.name = chosen.name
        self.site = found
        self.places = places
        programs = places.keys.sorted()
        workCenters = Dictionary(
            plant.workCenters.filter { $0.site == here }.map { ($0.id, $0.hoursPerWeek) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// An instance of today at one of its sites, each program in a compartment of its own: what a gateway stands beside before there is a plan.
    init(today name: String, at site: String?, of plant: Plant) throws {
        guard let instance = plant.instances.first(where: { $0.id == name }) else {
            let names = plant.instances.map(\.id).joined(separator: ", ")
            throw ValidationError("the plant has no instance \(name) today; it has \(names.isEmpty ? "none" : names)")
        }
        let sites = Set(instance.hosts.map(\.site)).sorted()
        guard let here = site ?? (sites.count == 1 ? sites.first : nil), sites.contains(here),
            let found = plant.sites.first(where: { $0.id == here })
        else {
            throw ValidationError("\(name) has programs at \(sites.joined(separator: ", ")); name one with --site")
        }
        var places: [String: CompartmentName] = [:]
        for unit in instance.hosts where unit.site == here {
            places[unit.program] = try Self.compartment(of: [unit.program])
        }
        self.name = name
        self.site = found
        self.places = places
        programs = places.keys.sorted()
        workCenters = [:]
    }

    /// What the writers of its compartments take; data of any other program is refused.
    var hosted: HostedPrograms {
        let programs = Dictionary(grouping: places) { $0.value }.mapValues { Set($0.map(\.key)) }
        return HostedPrograms(instance: "\(name) at \(site.id)", programs: programs)
    }

    /// A compartment is named by its programs, so that it is the same one as long as they stay together. Letters alone could make two sets of
    /// programs one name, so that a hash (FNV-1a) of the whole follows.
    static func compartment(of programs: [String]) throws -> CompartmentName {
        let letters = programs.joined(separator: "_").lowercased().map { letter -> Character in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "_"
        }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in programs.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return try CompartmentName(
            "p_" + String(letters).prefix(20) + "_" + String(repeating: "0", count: 16 - digits.count) + digits
        )
    }
}
