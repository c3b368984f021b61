extension Plant {
    /// Loads and checks a plant file with everything it includes.
    ///
    /// Places name files relative to the plant file's folder, so that the same plant loads to equal values wherever it lies.
    /// Time is linear in the length of the files.
    ///
    /// - Parameters:
    ///   - path: the plant file.
    ///   - added: paths of further files of the form that `include` names, wherever they lie: their lists are added, for a what-if.
    /// - Throws: every problem at once, each with its place.
    public static func load(path: String, adding added: [String] = []) throws(PlantProblems) -> Plant {
        let cut = path.lastIndex(of: "/")
        let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        let source = AddingSource(plant: FolderSource(folder: folder), added: Set(added))
        return try load(name, from: source, adding: added)
    }

    /// Loads and checks a plant that is not in files.
    ///
    /// - Parameters:
    ///   - name: the plant file's name among the files.
    ///   - files: texts by path.
    /// - Throws: every problem at once, each with its place.
    public static func load(_ name: String, files: [String: String]) throws(PlantProblems) -> Plant {
        try load(name, from: MemorySource(files: files.mapValues { Array($0.utf8) }))
    }

    static func load(
        _ name: String,
        from source: any PlantSource,
        adding added: [String] = []
    ) throws(PlantProblems) -> Plant {
        var reader = PlantReader(source: source)
        reader.readPlant(name, adding: added)
        var plant = Plant(reader)
        var log = reader.reader.log
        RecordRules.check(reader, log: &log)
        Contradictions(
            plant,
            ends: reader.reader.ends,
            isDated: reader.header["asOf"] != nil,
            hasAllParties: reader.isWhole && !reader.unsound.contains("parties")
        ).check(log: &log)
        guard log.errorCount == 0 else { throw log.failure }
        plant.warnings = log.orderedWarnings
        return plant
    }
}
