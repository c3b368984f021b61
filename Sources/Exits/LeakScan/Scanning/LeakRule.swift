/// What a scan reports, each with a code that never changes its meaning.
public enum LeakRule: String, Sendable, CaseIterable {
    /// A marking of control.
    case marking = "BH-L001"
    /// A marking of classified information.
    case classified = "BH-L002"
    /// A field of the format that says something restricts.
    case nativeField = "BH-L003"
    /// Public release or "unclassified" beside control.
    case contradiction = "BH-L004"
    /// The content is of another kind than the name says.
    case falseName = "BH-L005"
    /// A text about rules that speaks of markings.
    case mention = "BH-L006"
    /// Something is wrong with the marking of the document as a whole.
    case faultyMarking = "BH-L007"
    /// Words of a document that is known to be restricted.
    case knownWords = "BH-L008"
    /// Values of a table that is known to be restricted.
    case knownValues = "BH-L009"
    /// The columns of a table that is known to be restricted.
    case knownColumns = "BH-L012"
    /// Some of a file was not looked into.
    case notInspected = "BH-L010"
    /// A file was not read at all.
    case notScanned = "BH-L011"

    /// Whether what it reports is restricted content that came from somewhere.
    var isOfContent: Bool {
        switch self {
        case .marking, .classified, .nativeField, .contradiction, .knownWords, .knownValues, .knownColumns: true
        case .falseName, .mention, .faultyMarking, .notInspected, .notScanned: false
        }
    }

    /// In one line.
    public var title: String {
        switch self {
        case .marking: "A marking of control"
        case .classified: "A marking of classified information"
        case .nativeField: "A field for classification restricts the file"
        case .contradiction: "The file says that it is free and that it is controlled"
        case .falseName: "The content is of another kind than the name says"
        case .mention: "A text about rules speaks of markings"
        case .faultyMarking: "The marking of the document is not what it owes"
        case .knownWords: "Words of a restricted document"
        case .knownValues: "Values of a restricted table"
        case .knownColumns: "Columns of a restricted table"
        case .notInspected: "Some of the file was not looked into"
        case .notScanned: "The file was not read"
        }
    }

    /// What it means and what to do.
    public var explanation: String {
        switch self {
        case .marking:
            "The text says who may have the file, and with --plant the scan says which readers of the place may not. Move the file to a system whose readers all may, remove those who may not, or have its owner determine that the marking is wrong."
        case .classified:
            "Classified information is out of Bulkhead's scope. Touch nothing, tell the security officer, and do not copy the report."
        case .nativeField:
            "STEP and QIF files have fields for classification, and this one says something other than the default. Treat the file as marked; have its owner clear the field if it is wrong."
        case .contradiction:
            "Public release never stands beside an export warning or CUI, and \"unclassified\" is no evidence beside a marking. The control counts until the office named in the statement says otherwise."
        case .falseName:
            "Who renames a file hides it from filters that go by names. Find out why it has this name, and give it the right one."
        case .mention:
            "Regulations, courses and guides name markings without bearing them. Nothing is to be done; the scan does not count it."
        case .faultyMarking:
            "A banner is weaker than the portions below it, or is missing. Have the author mark the document as its portions ask."
        case .knownWords:
            "The file shares runs of words with a document of the index that --known names: it is a copy, an excerpt or a new setting of it, and as restricted, whether it is marked or not. Treat it as that document; if the words are ordinary, make the index anew with a text that has them under --ordinary."
        case .knownValues:
            "The file holds values of rows of a table of the index that --known names. Treat it as that table; if the values are ordinary, make the index anew without their column."
        case .knownColumns:
            "Most names of the columns of a restricted table stand beside each other: an export of it, or an empty form. Look what is in the rows."
        case .notInspected:
            "What was not read may hold anything, so it is never called clean. The message says why; open the file and determine its label, save it in a format that is read, or accept it by name in the baseline."
        case .notScanned:
            "The file could not be read, is a link out of the scanned paths, or is no regular file. The message says why; give the scan the right to read it, or accept it by name in the baseline."
        }
    }
}
