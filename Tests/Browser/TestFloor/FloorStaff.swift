internal import Boundary
internal import Execution
internal import PlantModel
internal import TestPlant

/// The persons of the tests: one of each kind, each with a badge and a PIN.
enum FloorStaff {
    static let feed = """
        person,badge,name,employer,role,home,usPerson,usCitizen,citizenships,residencies,worksIn,needToKnow
        olga,B-OLGA,Olga Example,owner,operator,operator,yes,yes,US,US,US,
        omar,B-OMAR,Omar Example,owner,operator,operator,yes,no,MX; CA,US,US,
        fred,B-FRED,Fred Exemple,owner,operator,operator,no,no,FR,FR,US,
        flora,B-FLORA,Flora Exemple,owner,planner,planner,no,no,FR,FR,US,
        eve,B-EVE,Eve Example,owner,engineer,engineer,yes,yes,US,US,US,
        ed,B-ED,Ed Example,owner,engineer,engineer,yes,yes,US,US,US,
        quin,B-QUIN,Quin Example,owner,quality,quality,yes,yes,US,US,US,
        nora,B-NORA,Nora Example,owner,quality,quality,yes,yes,US,US,US,MED by quin until 2099-12-31
        pia,B-PIA,Pia Example,owner,planner,planner,yes,yes,US,US,US,
        cora,B-CORA,Cora Example,owner,compliance,compliance,yes,yes,US,US,US,
        colin,B-COLIN,Colin Exemple,owner,compliance,compliance,no,no,FR,FR,US,
        aude,B-AUDE,Aude Example,owner,auditor,auditor,yes,yes,US,US,US,
        mia,B-MIA,Mia Example,owner,quality,quality,yes,yes,US,US,US,
        """

    /// Badges with PINs, by person.
    static func enrolled(_ accounts: Accounts, _ register: PersonRegister, operatorCount: Int) async throws
        -> [String: [String: String]]
    {
        let day = try Day("2026-11-24").orThrow("a day")
        let root = try Account(person: "root", badge: "B-ROOT", name: "Ruth Root", home: "administrator")
        try await accounts.setUp(accounts.makeSetupLink().token, root, pin: "402817", on: day)
        let operators = (0..<operatorCount).map {
            "\nop\($0),B-OP\($0),Operator \($0),owner,operator,operator,yes,yes,US,US,US,"
        }
        let read = try PersonFeed(feed + operators.joined(), file: "persons.csv", source: "HR", asOf: day)
        _ = try await register.take(read, by: .person("root"))
        var staff = ["root": ["badge": "B-ROOT", "pin": "402817"]]
        for (index, person) in read.persons.enumerated() {
            let pin = String(730_184 + index * 1_117)
            _ = try await accounts.enrol(person.account.person, by: .person("root"))
            try await accounts.choose(pin: pin, of: person.account.person)
            staff[person.account.person] = ["badge": person.account.badge, "pin": pin]
        }
        return staff
    }
}
