extension ProblemCode {
    /// The problem in a few words.
    public var title: String { entry.title }

    /// What it means and what to do, for `bulkhead explain`.
    public var explanation: String { entry.explanation }

    private var entry: (title: String, explanation: String) {
        switch rawValue {
        case ..<"BH-M020": fileEntry
        case ..<"BH-M040": shapeEntry
        case ..<"BH-M050": referenceEntry
        case ..<"BH-M070": contradictionEntry
        default: warningEntry
        }
    }

    private var fileEntry: (title: String, explanation: String) {
        switch self {
        case .fileTooLarge:
            (
                "A file is too large",
                "One file may have \(Limits.fileBytesMax >> 20) MiB, all files of a plant \(Limits.totalBytesMax >> 20) "
                    + "MiB. The size is compared before anything is read. Split the plant with 'include', or move "
                    + "programs to a table with 'programsFrom'."
            )
        case .notUTF8:
            (
                "A file is not UTF-8",
                "Plant files are UTF-8, with or without a byte order mark. Spreadsheets often save in another encoding: "
                    + "save the table as 'CSV UTF-8'."
            )
        case .forbiddenCharacter:
            (
                "A character that no plant needs",
                "NUL and other control characters, marks that turn the direction of writing (text that reads otherwise "
                    + "than it shows) and private-use characters are refused. Delete the character at the place named."
            )
        case .malformedYAML:
            (
                "The file is no YAML",
                "The file cannot be read as YAML, mostly because of indentation, a missing quote or bracket, or a tab. "
                    + "Nothing else in this file was checked."
            )
        case .tooDeep:
            (
                "Values nest too deep",
                "Lists and fields nest at most \(Limits.depthMax) levels deep, aliases written out."
            )
        case .tooManyValues:
            (
                "There are too many values",
                "All files of a plant hold at most \(Limits.valuesMax) values, each use of an alias counted as if it "
                    + "were written out, and a table at most \(Limits.rowsMax) rows."
            )
        case .unsupportedYAML:
            (
                "YAML that a plant file does without",
                "Tags, keys that are not plain names, anchors that are defined twice and aliases without an anchor are "
                    + "refused: readers of YAML disagree about them. Aliases as values are fine."
            )
        case .duplicateKey:
            (
                "A key is there twice",
                "A key or column may stand only once, or one of its values would be dropped without a word. Join both."
            )
        case .includeCycle:
            (
                "A file is included twice",
                "A file may be included once only, and not by a file that it includes itself."
            )
        case .includeEscapes:
            (
                "An included file lies outside the plant's folder",
                "Included files and tables lie in the folder of the plant file or below, also when links are followed, so "
                    + "that a plant is complete and says nothing about other files of the machine."
            )
        case .includeTooDeep:
            (
                "Files include one another too deep",
                "Files include one another at most \(Limits.includeDepthMax) levels deep, and a plant has at most "
                    + "\(Limits.filesMax) files."
            )
        case .malformedTable:
            (
                "A table is not well formed",
                "Tables are comma-separated values (RFC 4180) with column names in the first row and as many cells in "
                    + "every row; a cell with commas, quotes or line ends stands in double quotes, a quote in it doubled."
            )
        case .unknownColumn:
            (
                "A column that the format does not know",
                "A table may leave columns out, but a column that is not known would be dropped without a word. The "
                    + "message lists those known."
            )
        default:
            (
                "A file cannot be read",
                "The file is missing, is no regular file, or may not be read. Paths in 'include', 'programsFrom' and "
                    + "'systemsFrom' are relative to the file that names them."
            )
        }
    }
}
