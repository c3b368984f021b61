/// What B2MML 0701 asks of a document beside its records (B2MML-Common.xsd and the transactions of each noun): who speaks and what is to be done with the noun.
///
/// All of it is constant, so that it tells nothing: it says no time and nobody's name.
struct B2MMLEnvelope: MessageEnvelope {
    /// The namespace that it is of.
    static let namespace = "http://www.mesa.org/xml/B2MML"
    /// The verbs of transactions with nouns.
    private static let verbs = [
        "Acknowledge", "Cancel", "Change", "Get", "Notify", "Process", "Respond", "Show", "Sync",
    ]
    private static let area =
        "<ApplicationArea><CreationDateTime>1970-01-01T00:00:00Z</CreationDateTime></ApplicationArea>"

    private let verb: String
    /// Whether records stand in the noun, and are not the noun.
    private let isInNoun: Bool

    /// The envelope of documents whose record is found by some names from the root on, as in `SyncWorkSchedule`, `DataArea`, `WorkSchedule`; nil for others.
    init?(_ names: [String]) {
        guard names.count >= 3, names[1] == "DataArea",
            let verb = Self.verbs.first(where: { names[0] == $0 + names[2] })
        else { return nil }
        self.verb = verb
        isInNoun = names.count > 3
    }

    var rootAttributes: String { " releaseID=\"B2MML-0701\"" }

    func content(at depth: Int) -> String {
        switch depth {
        case 0: Self.area
        case 1: "<\(verb)/>"
        // A noun is known by its id: of what is made of several that came, there is none to keep.
        case 2 where isInNoun: "<ID>released</ID>"
        default: ""
        }
    }

    /// A transaction without a noun is none, and one with a noun that says nothing might be carried out: so it is one that only confirms.
    var empty: String {
        "<ConfirmBOD xmlns=\"\(Self.namespace)\">\(Self.area)<DataArea><Confirm/><BOD/></DataArea></ConfirmBOD>"
    }
}
