public import Boundary
public import PlantModel

extension AccessSupposition {
    /// The longest text of a fact, in bytes.
    public static let textBytesMax = 1_000

    /// Reads a fact as it would stand in the file of a register: `yes`, `US; MX until 2011-03-04`, `none`, or nothing where it would not be known.
    /// - Throws: what is wrong with it, as of a feed.
    public init(
        _ person: String,
        _ fact: PersonFact,
        written text: String,
        at whereabouts: Whereabouts,
        on today: Day
    ) throws(FeedProblems) {
        // One cell of one line: what begins another cell or line is none of it.
        let isOneCell = !text.unicodeScalars.contains {
            $0 == "," || $0 == "\"" || $0.properties.generalCategory == .control
        }
        guard isOneCell, text.utf8.count <= Self.textBytesMax else {
            throw FeedProblems([
                "\(fact.rawValue): it has no commas, quotes and line ends, and at most \(Self.textBytesMax) bytes; entries are apart by semicolons"
            ])
        }
        let table = "person,badge,name,\(fact.rawValue)\nsupposed,supposed,Supposed,\(text)\n"
        let feed = try PersonFeed(table, file: "supposed", source: "supposed", asOf: today, areSupposed: true)
        guard let supposed = feed.persons.first?.facts, feed.persons.count == 1 else {
            throw FeedProblems(["\(fact.rawValue): it is no fact of one person"])
        }
        self.init(person, fact, as: supposed, at: whereabouts)
    }
}
