internal import Cedar
internal import Classification
internal import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// Who can reach a program's data on a day, for whoever records that it was looked at. What it holds is shown by a release alone.
public struct ProgramReach: Sendable {
    /// The program's trail is under this label.
    public let label: SharedLabel
    /// How many persons.
    public let persons: Int
    /// `SHA-256` over the program, the policies in force, and of each person the classes, policies and authorizations, in hexadecimal.
    public let contentHash: String
    let day: Day
    let epoch: PolicyEpoch
    let lines: [Line]

    struct Line {
        let person: String
        let facts: PersonFacts?
        let program: String
        let day: Day
        let classes: [String]
        let policies: [String]
        let authorities: [String]
    }
}

extension Boundary {
    /// Who of the register can see which classes of a program's records, at a screen of the place that others can see, in a session that was begun by as
    /// many factors as there are.
    /// - Throws: `noPolicies`, `notRestored`.
    /// - Complexity: persons × classes; of a few hundred persons a fraction of a second.
    public func reach(of program: String, from place: Whereabouts) throws(BoundaryError) -> ProgramReach {
        let (world, place) = (try world(), place.by(factors: Whereabouts.factorsMax))
        let people = state.withLock { $0.people.keys.sorted { $0.description < $1.description } }
        let questions = DataClass.allCases.map { dataClass in
            RecordQuestion(
                label: RecordLabel(world.label(of: dataClass, program: program), of: dataClass),
                fieldClass: dataClass,
                facts: Record()
            )
        }
        var lines: [ProgramReach.Line] = []
        for subject in people {
            guard case .person(let person) = subject,
                let session = try session(subject, .view, Screen(isShared: true), place)
            else { continue }
            let verdicts = zip(DataClass.allCases, session.table.verdicts(questions)).filter(\.1.isAllowed)
            guard !verdicts.isEmpty else { continue }
            lines.append(
                ProgramReach.Line(
                    person: person,
                    facts: state.withLock { $0.people[subject]?.facts },
                    program: program,
                    day: world.day,
                    classes: verdicts.map(\.0.rawValue),
                    policies: Set(verdicts.flatMap(\.1.policies)).sorted(),
                    authorities: Set(verdicts.flatMap(\.1.authorities)).sorted()
                )
            )
        }
        var payload = PayloadText()
        payload.set("program", program)
        payload.set("policies", world.epoch.digest)
        payload.set(
            "reach",
            lines.map { line in
                var text = PayloadText()
                text.set("person", line.person)
                text.set("classes", line.classes)
                text.set("policies", line.policies)
                text.set("authorities", line.authorities)
                return text
            }
        )
        return ProgramReach(
            label: world.label(of: .auditTrail, program: program),
            persons: lines.count,
            contentHash: TreeHash.leaf(payload.bytes).bytes.hexadecimal,
            day: world.day,
            epoch: world.epoch,
            lines: lines
        )
    }

    /// The same for a page: a sheet, and a line for each person, to whoever may see the trail of the program.
    /// - Parameter compartment: the program's; nil for one that has none here, which is refused as one that is not there.
    /// - Throws: `notFound` for a program that is not there or whose trail the asker may not know of; `denied`; `failed`.
    public func review<Way: Channel>(
        of program: String,
        in compartment: CompartmentName?,
        from place: Whereabouts,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        let reach: ProgramReach
        do throws(BoundaryError) {
            reach = try self.reach(of: program, from: place)
        } catch {
            throw .failed(error)
        }
        let sheet = compartment.flatMap { reach.sheet(of: program, in: $0) }
        try await mustSee(
            sheet,
            AccessReviewSheet.kind.name,
            in: compartment ?? control,
            for: subject,
            channel,
            whereabouts
        )
        guard let sheet else { throw .notFound }
        return try await releaseTogether(
            [sheet],
            reach.records(sheet.origin),
            to: subject,
            through: channel,
            from: whereabouts
        )
    }

    /// The sheets of programs, each in its compartment, whose trail the asker may see.
    /// - Throws: `failed`.
    public func reviewSheets<Way: Channel>(
        of programs: [String: CompartmentName],
        from place: Whereabouts,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var sheets: [AccessReviewSheet] = []
        do throws(BoundaryError) {
            for (program, compartment) in programs.sorted(by: { $0.key < $1.key }) {
                let reach = try reach(of: program, from: place)
                sheets += [reach.sheet(of: program, in: compartment)].compactMap(\.self)
            }
        } catch {
            throw .failed(error)
        }
        return try await release(sheets, to: subject, through: channel, from: whereabouts)
    }
}

extension ProgramReach {
    /// Nil for a program that the plant does not have.
    fileprivate func sheet(of program: String, in compartment: CompartmentName) -> AccessReviewSheet? {
        guard !label.label.isSealed else { return nil }
        return AccessReviewSheet(
            RecordOrigin(id: AccessReviewSheet.id(of: program), compartment: compartment, label: label),
            [
                .text(program), .text(day.description), .text(epoch.description), .integer(Int64(persons)),
                .text(contentHash),
            ]
        )
    }

    fileprivate func records(_ origin: RecordOrigin) -> [AccessReach] {
        lines.map { line in
            AccessReach(
                origin,
                [
                    .text(line.person), .text(line.classes.joined(separator: ", ")),
                    .text(line.policies.joined(separator: ", ")), .text(line.authorities.joined(separator: ", ")),
                    .text(line.facts?.employer?.value ?? ""), .text(line.facts?.source ?? ""),
                    .text(line.facts?.asOf.description ?? ""), .text(line.needText),
                ]
            )
        }
    }
}

extension ProgramReach.Line {
    /// The needs to know for the program that count on the day: `by pia until 2027-06-30`, `granted here until 2026-12-10`. Empty for somebody whom nobody
    /// limits by program.
    fileprivate var needText: String {
        func words(_ needs: [PersonFacts.Dated<String>], _ origin: String) -> [String] {
            needs.filter { $0.value == program && $0.isInForce(on: day) }.map { need in
                let who = need.vouchedBy.map { "by \($0)" } ?? origin
                return need.until.map { "\(who) until \($0)" } ?? who
            }
        }
        guard let facts else { return "" }
        return (words(facts.needToKnow ?? [], "by nobody named") + words(facts.grantedNeeds, "granted here"))
            .joined(separator: "; ")
    }
}
