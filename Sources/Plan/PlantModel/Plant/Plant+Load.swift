extension Plant {
    /// Loads and checks a plant file with everything it includes.
    ///
    /// - Parameter path: the plant file.
    /// - Throws: every problem at once, each with its place.
    public static func load(path: String) throws(PlantProblems) -> Plant {
        throw PlantProblems(problems: [
            PlantProblem(.unreadableFile, at: SourcePlace(file: path), "the file cannot be read")
        ])
    }
}
