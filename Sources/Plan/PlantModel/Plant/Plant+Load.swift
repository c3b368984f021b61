import Foundation
import Yams

extension Plant {
    /// Files that one plant may include.
    static let filesMax = 200

    /// Reads a plant file and whatever it includes, and reports every problem at once, each with its place.
    ///
    /// Lists of included files are appended in order; an included file may hold any list of the format, and includes of its own below the
    /// plant file's folder.
    public static func load(path: String) throws(PlantProblems) -> Plant {
        var loading = PlantLoading(folder: (path as NSString).deletingLastPathComponent)
        loading.read(path)
        return try loading.checked()
    }
}

/// A plant being read from its files.
private struct PlantLoading {
    let folder: String
    var problems: [PlantProblem] = []
    var omitted = 0
    var files: [String] = []
    var open: [String] = []
    var plant = Plant(
        formatVersion: 1,
        enterprise: "",
        marking: nil,
        asOf: PlantReader.noDay,
        regimes: [],
        sites: [],
        workCenters: [],
        parties: [],
        audiences: [],
        authorizations: [],
        programs: [],
        environments: [],
        assessmentScopes: [],
        systems: [],
        instances: [],
        flows: [],
        filters: [],
        changeTiers: [],
        weights: .standard,
        draftObligations: [],
        warnings: [],
        files: []
    )

    static let headerKeys = ["bulkhead", "enterprise", "marking", "asOf", "weights"]
    static let listKeys = [
        "include", "regimes", "sites", "workCenters", "parties", "audiences", "authorizations", "programs",
        "environments",
        "assessmentScopes", "systems", "instances", "flows", "filters", "changeTiers", "draftObligations",
    ]

    mutating func read(_ path: String) {
        var reader = PlantReader(file: path)
        defer {
            problems += reader.problems
            omitted += reader.omitted
        }
        files.append(path)
        guard let root = YAMLFile.root(path, &reader) else { return }
        let isFirst = files.count == 1
        let fields = reader.fields(root, "a plant file", isFirst ? Self.headerKeys + Self.listKeys : Self.listKeys)
        if isFirst { header(fields, &reader) }
        lists(fields, &reader)
        open.append(path)
        for include in reader.names(fields["include"], "include") { follow(include, &reader) }
        open.removeLast()
    }

    private mutating func header(_ fields: PlantReader.Fields, _ reader: inout PlantReader) {
        if let version = fields["bulkhead"] {
            if reader.integer(version, "bulkhead") != 1 {
                reader.report(.badValue, reader.place(version), "the version of the format is 1")
            }
        } else {
            reader.report(.missing, fields.place, "a plant file begins with 'bulkhead: 1'")
        }
        plant.enterprise = reader.required(fields, "enterprise", "the plant file")
        plant.marking = reader.text(fields, "marking", "the plant file")
        if fields["asOf"] == nil {
            reader.report(.missing, fields.place, "the plant file has no 'asOf', the day as of which facts are judged")
        }
        plant.asOf = reader.day(fields["asOf"], "asOf") ?? PlantReader.noDay
        plant.weights = reader.weights(fields["weights"])
    }

    private mutating func lists(_ fields: PlantReader.Fields, _ reader: inout PlantReader) {
        plant.regimes += reader.strings(fields["regimes"], "regimes")
        plant.sites += reader.list(fields["sites"], "sites").map { reader.site($0) }
        plant.workCenters += reader.list(fields["workCenters"], "workCenters").map { reader.workCenter($0) }
        plant.parties += reader.list(fields["parties"], "parties").map { reader.party($0) }
        plant.audiences += reader.list(fields["audiences"], "audiences").map { reader.audience($0) }
        plant.authorizations += reader.list(fields["authorizations"], "authorizations").map { reader.authorization($0) }
        plant.programs += reader.list(fields["programs"], "programs").map { reader.program($0) }
        plant.environments += reader.list(fields["environments"], "environments").map { reader.environment($0) }
        plant.assessmentScopes += reader.list(fields["assessmentScopes"], "assessmentScopes").map {
            reader.assessmentScope($0)
        }
        plant.systems += reader.list(fields["systems"], "systems").map { reader.system($0) }
        plant.instances += reader.list(fields["instances"], "instances").map { reader.instance($0) }
        plant.flows += reader.list(fields["flows"], "flows").map { reader.flow($0) }
        plant.filters += reader.list(fields["filters"], "filters").map { reader.filter($0) }
        plant.changeTiers += reader.list(fields["changeTiers"], "changeTiers").map { reader.changeTier($0) }
        plant.draftObligations += reader.names(fields["draftObligations"], "draftObligations")
    }

    private mutating func follow(_ include: Located<String>, _ reader: inout PlantReader) {
        let parts = include.value.split(separator: "/")
        guard !include.value.hasPrefix("/"), !parts.contains("..") else {
            return reader.report(.badValue, include.place, "include '\(include.value)' leaves the plant file's folder")
        }
        let path = folder.isEmpty ? include.value : folder + "/" + include.value
        if open.contains(path) {
            return reader.report(.limit, include.place, "include '\(include.value)' includes itself")
        }
        if files.contains(path) {
            return reader.report(.duplicateID, include.place, "'\(include.value)' is included already")
        }
        guard files.count < Plant.filesMax else {
            return reader.report(.limit, include.place, "a plant may have \(Plant.filesMax) files")
        }
        read(path)
    }

    mutating func checked() throws(PlantProblems) -> Plant {
        // References are only followed in a file that could be read: one typing error would otherwise show up many times.
        if problems.allSatisfy({ $0.severity == .warning }) { problems += PlantChecks(plant).problems }
        plant.files = files
        problems.sort { $0.place < $1.place }
        guard problems.allSatisfy({ $0.severity == .warning }) else {
            throw PlantProblems(problems: problems, omitted: omitted)
        }
        plant.warnings = problems
        return plant
    }
}

extension PlantReader {
    /// Stands for a date that could not be read, beside the problem that says so.
    static let noDay = Day(1900)
}

extension Day {
    /// The first day of a year that is known to be in range.
    init(_ year: Int) {
        self.year = year
        month = 1
        day = 1
    }
}
