public import Boundary
internal import Foundation
internal import Journal
public import PlantModel
internal import Storage

extension Governance {
    /// The baselines that were released here, in the order of their release.
    /// - Throws: `noAnswer`.
    public func releases() throws(GovernanceRefusal) -> [BaselineRelease] {
        do throws(BoundaryError) {
            return Self.releases(try hull.rows(Self.allReleases, in: hull.control))
        } catch {
            throw GovernanceRefusal(.noAnswer, cause: "\(error): \(error.cause ?? "")")
        }
    }

    /// The baseline that is in force on a day: the last one released whose effective day has come.
    /// - Throws: `noBaseline`, `noAnswer`.
    public func release(on day: Day) throws(GovernanceRefusal) -> BaselineRelease {
        guard let found = try releases().last(where: { $0.firstDay.map { $0 <= day } ?? false }) else {
            throw GovernanceRefusal(.noBaseline)
        }
        return found
    }

    /// What a server may decide by on a day: the draft, provided that it is the baseline that is in force. A baseline of before plans were part of it says
    /// nothing of the plan, so that any that holds is taken.
    /// - Throws: `noBaseline`; `otherFiles`, which names the files that differ; `noAnswer`.
    public func released(_ draft: BaselineDraft, on day: Day) throws(GovernanceRefusal) -> PolicyBaseline {
        try decided(draft, on: day).baseline
    }

    private func decided(_ draft: BaselineDraft, on day: Day) throws(GovernanceRefusal) -> BaselineDraft {
        let release = try release(on: day)
        if release.digest == draft.digest { return draft }
        if release.isWithoutPlan, draft.plan != nil {
            let older = try draft.withoutPlan()
            if older.digest == release.digest { return older }
        }
        let names = draft.differences(from: release.hashes)
        let shown =
            names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
        let other = try releases().last { $0.digest == draft.digest }
        let standing =
            other.map {
                "; these are released \($0.firstDay.map { $0 > day } == true ? "and count from" : "since") \($0.effective)"
            }
            ?? "; nobody released these"
        throw GovernanceRefusal(
            .otherFiles,
            "released is \(release.digest.prefix(12)) from \(release.effective), these are \(draft.digest.prefix(12)): \(shown)\(standing)"
        )
    }

    /// Takes up the released baseline: goes on with it where it was adopted last, adopts it otherwise. What is released later is taken up by the next start.
    /// - Throws: as ``released(_:on:)``; `unsound` for what cannot be decided by.
    @discardableResult
    public func start(_ given: BaselineDraft, on day: Day) async throws(GovernanceRefusal) -> PolicyEpoch {
        let draft = try decided(given, on: day)
        let baseline = draft.baseline
        shelf.keep(draft)
        if hull.boundary.lastAdoption?.release == draft.digest, let epoch = try? hull.boundary.resume(baseline) {
            return epoch
        }
        do {
            return try await hull.boundary.adopt(baseline, by: .system("bulkhead"))
        } catch let error as BaselineProblems {
            throw GovernanceRefusal(.unsound, "\(error)")
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// What whoever runs the instance has to know of baselines besides: one that is released and counts later, or that says nothing of the plan.
    /// - Throws: `noAnswer`.
    public func standing(on day: Day) throws(GovernanceRefusal) -> [String] {
        let all = try releases()
        guard let current = shelf.draft, let last = all.last else { return [] }
        var lines: [String] = []
        if current.plan == nil, last.isWithoutPlan {
            lines.append(
                "the released baseline says nothing of the plan, so that any plan is taken that holds; the next one that is released has it"
            )
        }
        if last.digest != current.digest {
            lines.append(
                "baseline \(last.digest.prefix(12)) is released and counts from \(last.effective): from that day start with its files"
            )
        }
        return lines
    }

    /// Releases the first baseline, from today, by two persons whose names were entered on the console: nobody is in the register yet whom
    /// policies could be asked about.
    /// - Throws: `twoApprovers`, `notFirst`, `noAnswer`.
    public func releaseFirst(
        _ draft: BaselineDraft,
        approvedBy approvers: [BaselineRelease.Approval],
        on day: Day
    ) async throws(GovernanceRefusal) {
        let names = Set(approvers.map { $0.approver.lowercased().filter { !$0.isWhitespace } })
        guard approvers.count >= 2, names.count == approvers.count, !names.contains(""),
            approvers.allSatisfy({ $0.approver.utf8.count <= 200 && $0.capacity.utf8.count <= 200 })
        else { throw GovernanceRefusal(.twoApprovers) }
        let release = BaselineRelease(
            digest: draft.digest,
            hashes: draft.hashes,
            effective: day.description,
            approvals: approvers,
            change: nil,
            tier: nil
        )
        let provider = SwiftCryptoProvider()
        guard let id = AggregateID(provider.randomBytes(16)), let command = CommandID(provider.randomBytes(16)) else {
            throw GovernanceRefusal(.noAnswer)
        }
        do {
            _ = try await hull.perform(
                JournalCommand(id: command) { context in
                    guard let views = context.views, Self.releases(try views.writerRows(Self.allReleases)).isEmpty
                    else {
                        throw GovernanceRefusal(.notFirst)
                    }
                    let event = ChangeEvent(baseline: release)
                    return [
                        try Self.draft(.baselineReleased, event, about: id, by: .system("console"), on: day)
                    ]
                },
                in: hull.control
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
