import Boundary
import Journal
import PlantModel
import Storage

extension Instance {
    /// Does what is restricted. What it answers is nobody's business here.
    func perform(_ step: HiddenStep) async throws {
        switch step {
        case .item(let place, let item): try await write([draft(item, in: place)], in: place)
        case .removal(let place, let id):
            try await write([draft(ItemEvent(removed: [id]), aggregate: id, program: "NAV")], in: place)
        case .note(let item):
            // The open item may be gone, or taken by a restricted one of the same id.
            guard try await rows(.mixed).contains(where: { $0[0] == .bytes(item.id) }) else { return }
            try await write([draft(item, in: .mixed)], in: .mixed)
        case .failure(let place, let isDraft): try await fail(place, isDraft)
        case .work(let place, let exports): try await work(place, exports)
        case .file(let place, let id, let file): try await attach(file, to: id, in: place)
        case .upload(let place, let id, let file): try await leaveUnfinished(file, to: id, in: place)
        case .reading(let place): try await readFiles(place)
        case .sweep(let place): try await sweep(place)
        case .person(let id): try await boundary.learn(WorldPlant.cleared(id), by: Self.console)
        case .dismissal(let id): try await boundary.dismiss(id, by: Self.console)
        case .hold(let place, let program):
            guard let id = AggregateID(random.randomBytes(16)) else { return }
            _ = try await logs.writer(Self.name(place)).set(
                LegalHold(program: program),
                id: id,
                command: command(),
                by: JournalAuthority(subject: "counsel", label: "", reason: "a restricted matter")
            )
        case .lapse(let place, let id):
            guard let id = AggregateID(id) else { return }
            _ = try? await boundary.find(
                Item.self,
                id,
                in: Self.name(place),
                for: .person("gil"),
                through: Screen()
            )
        case .closing:
            let vault = try Self.name(.vault)
            let labels = try await views(.vault).writerRows(
                ViewQuery(LabelRegister.table.name, columns: ["number", "label", "data_class"], limit: 1_000)
            )
            boundary.close(vault)
            _ = try? boundary.records(Item.self, in: vault, limit: 1, for: Self.engineer, through: Screen())
            boundary.open(
                vault,
                labels: LabelRegister(rows: labels, schemes: try WorldPlant.baseline().catalogue.schemes),
                views: try await views(.vault),
                language: engine.language
            )
        }
    }

    private func fail(_ place: Place, _ isDraft: Bool) async throws {
        let writer = try await logs.writer(Self.name(place))
        if isDraft {
            let bad = EventDraft(
                subject: "",
                kind: "No Kind",
                aggregate: try draft(ItemEvent(), aggregate: random.randomBytes(16), program: "NAV").aggregate,
                label: "",
                payload: [],
                scope: DataKeyScope(program: "NAV", retentionClass: "none", period: "-")
            )
            _ = try? await writer.perform(JournalCommand(id: command(), drafts: [bad]))
        } else {
            let refused = JournalCommand(id: try command()) { _ in throw WorldFailure("refused") }
            _ = try? await writer.perform(refused)
        }
    }

    private func work(_ place: Place, _ exports: Bool) async throws {
        let name = try Self.name(place)
        if exports {
            let channel = Export(format: "csv", isEncrypted: true)
            let all = try boundary.records(Item.self, in: name, limit: 100, for: Self.engineer, through: channel)
            _ = try await boundary.release(all, to: Self.engineer, through: channel)
        } else {
            let found = try boundary.records(
                Item.self,
                in: name,
                matching: [ViewQuery.Match("note", .hasPrefix, [.text("restricted")])],
                order: [ViewQuery.Order("note")],
                limit: 5,
                for: Self.engineer,
                through: Screen()
            )
            _ = try await boundary.release(found, to: Self.engineer, through: Screen())
        }
    }
}
