internal import Boundary
internal import Execution
internal import HTTPExit

extension PlantPages {
    /// Facts that other systems own, as these state them: each by its key, or a program with the session of a person who names the system.
    func addFactsAPI(_ routes: inout Routes) {
        let usable = APIOperation.Parameter("usable", .truth, "Whether it may be used; true if nothing is said.")
        stating(
            &routes,
            "/api/facts/gauges",
            "States a gauge and the last day of its calibration.",
            [
                .init("tag", .text(max: 200), "The tag on it.", isRequired: true),
                .init("description", .text(max: 200), "What it is.", isRequired: true),
                .init(
                    "calibrationDue",
                    .text(max: 10),
                    "The last day of its calibration, YYYY-MM-DD.",
                    isRequired: true
                ),
                usable,
            ]
        ) { (body: Gauged) in
            .gauge(
                GaugeStatement(
                    tag: body.tag,
                    description: body.description,
                    calibrationDue: body.calibrationDue,
                    isUsable: body.usable ?? true
                )
            )
        }
        stating(
            &routes,
            "/api/facts/lots",
            "States a lot that was received. One that names a program is in its compartment, and for it alone.",
            [
                .init("number", .text(max: 200), "The number on its label.", isRequired: true),
                .init("part", .text(max: 200), "Its part.", isRequired: true),
                .init("supplier", .text(max: 200), "Who delivered it.", isRequired: true),
                .init("quantity", .number(0...1_000_000_000), "How many were received.", isRequired: true),
                .init("expires", .text(max: 10), "The last day on which it may be used, YYYY-MM-DD."),
                .init("program", .text(max: 200), "The program that it is for; none for one that any may use."),
                usable,
            ]
        ) { (body: Received) in
            .lot(
                MaterialLotStatement(
                    number: body.number,
                    partNumber: body.part,
                    supplier: body.supplier,
                    quantity: body.quantity,
                    expires: body.expires,
                    isUsable: body.usable ?? true,
                    program: body.program
                )
            )
        }
        addPersonsFactsAPI(&routes)
    }

    /// What persons are qualified for and were trained on.
    private func addPersonsFactsAPI(_ routes: inout Routes) {
        stating(
            &routes,
            "/api/facts/qualifications",
            "States what a person is qualified for.",
            [
                .init("person", .text(max: 200), "The person's id in the register.", isRequired: true),
                .init("qualification", .text(max: 200), "What for, as work instructions name it.", isRequired: true),
                .init("until", .text(max: 10), "The last day on which it counts, YYYY-MM-DD."),
            ]
        ) { (body: Qualified) in
            .qualification(
                QualificationStatement(person: body.person, name: body.qualification, until: body.until)
            )
        }
        stating(
            &routes,
            "/api/facts/trainings",
            "States that a person was trained on a revision of work instructions.",
            [
                .init("person", .text(max: 200), "The person's id in the register.", isRequired: true),
                .init("program", .text(max: 200), "The program of the work instructions.", isRequired: true),
                .init("part", .text(max: 200), "The part that they are for.", isRequired: true),
                .init("revision", .text(max: 200), "Their revision.", isRequired: true),
                .init("trained", .text(max: 10), "The day of the training, YYYY-MM-DD.", isRequired: true),
            ]
        ) { (body: Trained) in
            .training(
                TrainingStatement(
                    person: body.person,
                    program: body.program,
                    partNumber: body.part,
                    revision: body.revision,
                    day: body.trained
                )
            )
        }
        stating(
            &routes,
            "/api/facts/accreditations",
            "States that a site is accredited for a special process, and until when.",
            [
                .init("process", .text(max: 200), "As work centers of the plant file name it.", isRequired: true),
                .init("site", .text(max: 200), "The site, by its id in the plant file.", isRequired: true),
                .init("accreditor", .text(max: 200), "Who accredits it.", isRequired: true),
                .init("until", .text(max: 10), "The last day on which it counts, YYYY-MM-DD.", isRequired: true),
            ]
        ) { (body: Accredited) in
            .accreditation(
                AccreditationStatement(
                    process: body.process,
                    site: body.site,
                    accreditor: body.accreditor,
                    until: body.until
                )
            )
        }
    }

    /// A statement, carried out once for each `Idempotency-Key`. The answer is an empty list: whoever may see the record asks for it.
    private func stating<Body: Decodable & Sendable>(
        _ routes: inout Routes,
        _ path: StaticString,
        _ says: StaticString,
        _ members: [APIOperation.Parameter],
        _ statement: @escaping @Sendable (Body) -> FactStatement
    ) {
        let origin: [APIOperation.Parameter] = [
            .init("asOf", .text(max: 10), "The day as of which it is stated, YYYY-MM-DD.", isRequired: true),
            .init(
                "source",
                .text(max: 200),
                "The system that owns the fact; of a system that asks by its key it is that one, whatever is sent."
            ),
        ]
        routes.api(
            path,
            APIOperation(says, body: members + origin),
            of: { [accounts] in try accounts.system(bearing: $0) }
        ) { request in
            let stated: Stated<Body> = try read(request)
            let subject = try request.subject
            let (source, client) = try Self.origin(of: stated.source, subject)
            let key = try commandKey(request)
            do {
                _ = try await execution.state(
                    statement(stated.body),
                    from: FactSource(source: source, asOf: stated.asOf),
                    by: Asker(subject, through: API(client: client), from: request.whereabouts),
                    key: key
                )
            } catch let refusal as ExecutionRefusal {
                throw RefusalText.problem(refusal)
            }
            return try APIAnswer(own: [])
        }
    }

    /// A system speaks for itself; a person says for which system.
    private static func origin(of named: String?, _ subject: Subject) throws -> (source: String, client: String) {
        if case .system(let id) = subject { return (id, subject.description) }
        guard let named else { throw PageCode.formNotWhole.refusal("source") }
        return (named, "session")
    }

    /// A body: what is stated, and by whom as of when.
    private struct Stated<Body: Decodable>: Decodable {
        let asOf: String
        let source: String?
        let body: Body

        private enum CodingKeys: CodingKey { case asOf, source }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            asOf = try members.decode(String.self, forKey: .asOf)
            source = try members.decodeIfPresent(String.self, forKey: .source)
            body = try Body(from: decoder)
        }
    }

    private struct Gauged: Decodable {
        let tag: String
        let description: String
        let calibrationDue: String
        let usable: Bool?
    }

    private struct Received: Decodable {
        let number: String
        let part: String
        let supplier: String
        let quantity: Int
        let expires: String?
        let program: String?
        let usable: Bool?
    }

    private struct Qualified: Decodable {
        let person: String
        let qualification: String
        let until: String?
    }

    private struct Trained: Decodable {
        let person: String
        let program: String
        let part: String
        let revision: String
        let trained: String
    }

    private struct Accredited: Decodable {
        let process: String
        let site: String
        let accreditor: String
        let until: String
    }
}
