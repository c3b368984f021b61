import Boundary
import PlantModel
import Testing

@testable import Execution

@Suite("A feed of the person register")
struct PersonFeedTests {
    private func feed(_ text: String) throws -> PersonFeed {
        try PersonFeed(text, file: "persons.csv", source: "HR", asOf: Gatehouse.today())
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try feed(text)
            return []
        } catch {
            return (error as? FeedProblems)?.problems ?? ["\(error)"]
        }
    }

    @Test("facts are read with their days; what is empty is not known")
    func facts() throws {
        let text = """
            person,badge,name,employer,role,home,usPerson,usCitizen,citizenships,residencies,worksIn,needToKnow,authorizations
            p-1,B-1,"Lee, Ann",owner,operator,operator,yes,no,MX until 2011-03-04; CA from 1980-01-01,US from 2009-05-01,US,VEH by p-2 until 2027-03-31;NAV from 2026-01-01 until 2027-01-31 by p-2,MLA-7
            p-2,B-2,Bo,owner,engineer,engineer,,,none,,,none,
            """.replacing("\"Lee, Ann\"", with: "Ann Lee")
        let persons = try feed(text).persons
        let ann = try #require(persons.first).facts
        #expect(ann.id == "p-1" && ann.source == "HR" && ann.employer?.value == "owner")
        #expect(ann.usPerson?.value == true && ann.usCitizen?.value == false)
        #expect(ann.citizenships?.map(\.value) == ["MX", "CA"])
        #expect(ann.citizenships?[0].until == Day("2011-03-04") && ann.citizenships?[1].from == Day("1980-01-01"))
        #expect(ann.residencies?.first?.from == Day("2009-05-01"))
        #expect(ann.worksIn?.value == ["US"] && ann.authorizations == ["MLA-7"])
        #expect(ann.needToKnow?.map(\.value) == ["VEH", "NAV"] && ann.needToKnow?[1].until == Day("2027-01-31"))
        #expect(ann.needToKnow?.map(\.vouchedBy) == ["p-2", "p-2"])
        let bo = persons[1].facts
        #expect(bo.usPerson == nil && bo.residencies == nil && bo.worksIn == nil)
        // Nothing is known to be no citizenship at all; nobody has given him a need to know.
        #expect(bo.citizenships?.isEmpty == true && bo.needToKnow?.isEmpty == true)
    }

    @Test("every line that is wrong is named, with its cell")
    func located() {
        let found = problems(
            """
            person,badge,name,home,usPerson,usCitizen,citizenships,worksIn
            p-1,B-1,Ann,operator,maybe,,USA,
            p-1,,Bo,chef,no,yes,US since 1990-01-01,us
            p-3,B-1,Cy,operator,,,US from 1990-02-30,
            p-4,B-4,<b>,operator,,,US from 2001-01-01 until 2000-01-01,
            """
        )
        #expect(
            found == [
                "persons.csv:2:usPerson: \"maybe\"; expected yes, no, or nothing where it is not known",
                "persons.csv:2:citizenships: \"USA\" is no country; expected two capital letters (ISO 3166-1), such as US",
                "persons.csv:3:person: \"p-1\" is on line 2 already",
                "persons.csv:3:1: the badge is missing; each line has one",
                "persons.csv:3:citizenships: since 1990-01-01; expected `from` or `until` and a day such as 2026-11-24",
                "persons.csv:3:worksIn: \"us\" is no country; expected two capital letters (ISO 3166-1), such as US",
                "persons.csv:3:usPerson: a U.S. citizen is a U.S. person (22 CFR 120.62); correct one of the two",
                "persons.csv:3:home: no home \"chef\"; expected one of administrator, auditor, compliance, engineer, operator, planner, quality",
                "persons.csv:4:badge: \"B-1\" is on line 2 already",
                "persons.csv:4:citizenships: from 1990-02-30; expected `from` or `until` and a day such as 2026-11-24",
                "persons.csv:5:citizenships: US ends on 2000-01-01, before it begins on 2001-01-01",
            ]
        )
    }

    @Test("a need to know has a sponsor, who is another person of the feed, and a last day")
    func sponsors() {
        let found = problems(
            """
            person,badge,name,needToKnow
            p-1,B-1,Ann,VEH
            p-2,B-2,Bo,VEH by p-1
            p-3,B-3,Cy,VEH until 2027-01-31
            p-4,B-4,Di,VEH by p-4 until 2027-01-31
            p-5,B-5,Ed,VEH by p-99 until 2027-01-31
            p-6,B-6,Flo,VEH by p-1 by p-2 until 2027-01-31
            p-7,B-7,Gil,NAV by p-1 until 2027-01-31; VEH by
            p-8,B-8,Hal,none
            p-9,B-9,Ida,VEH by p-1 until 2025-01-31
            """
        )
        let lacks =
            "VEH lacks its sponsor or its last day; expected `VEH by ID until 2026-11-24`, with the id of who vouches for it"
        #expect(
            found == [
                "persons.csv:2:needToKnow: \(lacks)", "persons.csv:3:needToKnow: \(lacks)",
                "persons.csv:4:needToKnow: \(lacks)",
                "persons.csv:5:needToKnow: VEH: nobody vouches for himself; name who else does",
                "persons.csv:7:needToKnow: by p-2; expected `from` or `until` and a day such as 2026-11-24, `by` and the id of a person",
                "persons.csv:8:needToKnow: \" VEH by\"; expected `VEH by ID until 2026-11-24`, with the id of who vouches for it",
                "persons.csv:6:needToKnow: VEH is vouched for by \"p-99\", whom this feed does not have; name a person of it",
            ]
        )
        // A citizenship is nobody's word.
        #expect(!problems("person,badge,name,citizenships\np-1,B-1,Ann,US by p-1 until 2027-01-31\n").isEmpty)
    }

    @Test(
        "what is no table is refused, with its place",
        arguments: [
            "", "person,badge,name\n", "person,badge,name,shoe\np,b,n,9\n", "person,badge,name\np,b\n",
            "person,badge,name\n\"p,b,n\n",
            "\u{0}\u{1}", "person,person,badge,name\np,p,b,n\n",
        ]
    )
    func malformed(text: String) {
        let found = problems(text)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("persons.csv") }, "\(found)")
    }
}

@Suite("The person register takes a feed over")
struct PersonRegisterTests {
    @Test("persons are known after it, each change an event with its source")
    func taken() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        let change = try await house.feed(
            "ann,B-1,Ann,owner,operator,operator,US",
            "bo,B-2,Bo,owner,engineer,engineer,MX"
        )
        #expect(change.learnt == 2 && change.dismissed == 0)
        #expect(house.hull.boundary.standing(of: .person("ann")).isKnown)
        #expect(
            try house.kinds().suffix(5) == [
                "account.opened", "account.opened", "subject.facts", "subject.facts", "register.read",
            ]
        )
    }

    @Test("who is the same keeps what he had; who changed or is gone does not")
    func again() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        try await house.feed(
            "ann,B-1,Ann,owner,operator,operator,US",
            "bo,B-2,Bo,owner,engineer,engineer,MX",
            "cy,B-3,Cy,owner,operator,operator,US"
        )
        let boundary = house.hull.boundary
        let (ann, bo, cy) = (Subject.person("ann"), Subject.person("bo"), Subject.person("cy"))
        let before = [ann, bo, cy].map(boundary.standing(of:))
        let change = try await house.feed(
            "ann,B-1,Ann,owner,operator,operator,US",
            "bo,B-2,Bo,owner,engineer,engineer,MX; US"
        )
        #expect(change == PersonRegister.Change(learnt: 1, same: 1, dismissed: 1))
        #expect(boundary.standing(of: ann).hasFacts(of: before[0]))
        #expect(!boundary.standing(of: bo).hasFacts(of: before[1]))
        #expect(!boundary.standing(of: cy).isKnown)
        #expect(try house.accounts.account(person: "cy")?.isClosed == true)
        // The administrator is in no feed and stays.
        #expect(try house.accounts.account(person: "root")?.isClosed == false)
    }

    @Test("stopped half way, whoever was come to has the new facts and all others theirs; the same feed does the rest")
    func stopped() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        try await house.feed(
            "ann,B-1,Ann,owner,operator,operator,US",
            "bo,B-2,Bo,owner,engineer,engineer,US",
            "cy,B-3,Cy,owner,operator,operator,US"
        )
        let boundary = house.hull.boundary
        let bo = boundary.standing(of: .person("bo"))
        let feed = try PersonFeed(
            "person,badge,name,citizenships\nann,B-1,Ann,MX\nbo,B-2,Bo,MX\n",
            file: "p.csv",
            source: "HR",
            asOf: Gatehouse.today()
        )
        // Not wanted any more before anything was done.
        let nothing = try await house.register.take(feed, by: .person("root")) { _, _ in false }
        #expect(nothing == PersonRegister.Change())
        #expect(try house.accounts.account(person: "cy")?.isClosed == false)
        var told: [Int] = []
        let part = try await house.register.take(feed, by: .person("root")) { done, count in
            told.append(done)
            return count == 2 && done < 1
        }
        #expect(told == [0, 0, 1])
        #expect(part == PersonRegister.Change(learnt: 1, same: 0, dismissed: 1))
        // Who is gone is gone first; whoever was not come to keeps what was stated before.
        #expect(!boundary.standing(of: .person("cy")).isKnown)
        #expect(boundary.standing(of: .person("bo")).hasFacts(of: bo))
        let rest = try await house.register.take(feed, by: .person("root"))
        #expect(rest == PersonRegister.Change(learnt: 1, same: 1, dismissed: 0))
        #expect(!boundary.standing(of: .person("bo")).hasFacts(of: bo))
    }

    @Test("only an administrator may, and a badge of two persons takes nothing over")
    func refused() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        try await house.feed("ann,B-1,Ann,owner,operator,operator,US")
        let feed = try PersonFeed(
            "person,badge,name\nbo,B-1,Bo\n",
            file: "p.csv",
            source: "HR",
            asOf: Gatehouse.today()
        )
        await #expect(throws: AccountRefusal.notAdministrator) {
            try await house.register.take(feed, by: .person("ann"))
        }
        await #expect(throws: AccountRefusal.notAdministrator) { try await house.register.take(feed, by: .person("x")) }
        await #expect(throws: AccountRefusal.badgeTaken) {
            try await house.feed("ann,B-1,Ann,owner,operator,operator,US", "bo,B-0,Bo,owner,operator,operator,US")
        }
        #expect(!house.hull.boundary.standing(of: .person("bo")).isKnown)
    }
}
