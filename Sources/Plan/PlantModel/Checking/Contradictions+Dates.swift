extension Contradictions {
    /// What does not count any more, or not yet, as of the plant's date.
    func checkDates(log: inout ProblemLog) {
        let asOf = plant.asOf
        for end in ends where end.expires < asOf {
            log.add(
                .expiredFact,
                at: end.place,
                "the fact has expired on \(end.expires) and does not count as of \(asOf)"
            )
        }
        for authorization in plant.authorizations where !authorization.isInForce(on: asOf) {
            let why: String =
                if let until = authorization.until {
                    until < asOf ? "has run out on \(until)" : "begins only on \(authorization.from ?? until)"
                } else {
                    "does not say until when it runs"
                }
            log.add(
                .authorizationNotInForce,
                at: authorization.place,
                "'\(authorization.id)' \(why) and admits nobody as of \(asOf)"
            )
        }
        for party in plant.parties {
            guard let until = party.jcpUntil, until.value < asOf else { continue }
            log.add(
                .assuranceNotInForce,
                at: until.place,
                "the certification of '\(party.id)' has run out on \(until.value) and does not count as of \(asOf)"
            )
        }
        for scope in plant.assessmentScopes where !scope.isInForce(on: asOf) {
            let why = scope.expires < asOf ? "has run out on \(scope.expires)" : "begins only on \(scope.date)"
            log.add(.assuranceNotInForce, at: scope.place, "'\(scope.id)' \(why) and does not count as of \(asOf)")
        }
        let assured =
            plant.environments.map { ($0.id, $0.assurances) } + plant.systems.map { ($0.id, $0.assurances) }
        for (id, assurances) in assured {
            for assurance in assurances where !assurance.isInForce(on: asOf) {
                let end = assurance.expires.map { " on \($0)" } ?? ""
                log.add(
                    .assuranceNotInForce,
                    at: assurance.place,
                    "\(assurance.kind) of '\(id)' has run out\(end) and does not count as of \(asOf)"
                )
            }
        }
        for audience in plant.audiences {
            guard let need = audience.needToKnow, let expires = need.expires, !need.isInForce(on: asOf) else {
                continue
            }
            log.add(
                .expiredFact,
                at: need.place,
                "the need to know of '\(audience.id)' has expired on \(expires) and does not count as of \(asOf)"
            )
        }
        for program in plant.programs {
            if program.sites.isEmpty {
                log.add(
                    .programWithoutSites,
                    at: program.place,
                    "'\(program.id)' has no sites: nothing of it is placed"
                )
            }
            guard let determination = program.classification.determination, let review = determination.review,
                review < asOf
            else { continue }
            log.add(
                .determinationDue,
                at: determination.place,
                "the classification of '\(program.id)' was to be reviewed by \(review), before \(asOf)"
            )
        }
    }
}
