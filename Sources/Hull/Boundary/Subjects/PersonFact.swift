/// One of the facts of a person, by the name that it has in the file of a register.
public enum PersonFact: String, Sendable, CaseIterable {
    /// Who employs the person.
    case employer
    /// What the person does.
    case role
    /// A U.S. person.
    case usPerson
    /// A U.S. citizen.
    case usCitizen
    /// Every citizenship ever held.
    case citizenships
    /// Every residency.
    case residencies
    /// Where the person works.
    case worksIn
    /// The programs for which a need to know is on file.
    case needToKnow
    /// Authorizations that name the person.
    case authorizations
    /// Employed by the U.S. Government.
    case federalEmployee
    /// Employed by the Department of Defense.
    case dodEmployee
}

extension PersonFacts {
    /// These facts, but for one that is as others have it.
    func taking(_ fact: PersonFact, from other: PersonFacts) -> PersonFacts {
        var facts = self
        switch fact {
        case .employer: facts.employer = other.employer
        case .role: facts.role = other.role
        case .usPerson: facts.usPerson = other.usPerson
        case .usCitizen: facts.usCitizen = other.usCitizen
        case .citizenships: facts.citizenships = other.citizenships
        case .residencies: facts.residencies = other.residencies
        case .worksIn: facts.worksIn = other.worksIn
        case .needToKnow: facts.needToKnow = other.needToKnow
        case .authorizations: facts.authorizations = other.authorizations
        case .federalEmployee: facts.federalEmployee = other.federalEmployee
        case .dodEmployee: facts.dodEmployee = other.dodEmployee
        }
        return facts
    }
}
