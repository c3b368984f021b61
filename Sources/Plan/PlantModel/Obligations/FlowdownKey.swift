/// A plant's clauses and flowdowns by what they ask.
///
/// Two programs whose customers ask the same thing carry the same key, so that they are equal to every policy; who asked, and where it is
/// written, stays with the program. A key of a common kind is read by `Catalogue/flowdowns.cedar`; quantities and named parties become
/// generated policies of the same form; an odd clause is Cedar text in the plant file.
public struct FlowdownKey: Sendable, Equatable, Hashable, Comparable {
    /// What is asked, such as `separation:compartment:otherCustomers`.
    public let key: String
    /// The Cedar text that reads the key, where the catalogue has none.
    let generated: String?

    /// By key.
    public static func < (left: FlowdownKey, right: FlowdownKey) -> Bool { left.key < right.key }

    init(_ key: String, generated: String? = nil) {
        self.key = key
        self.generated = generated
    }

    /// The keys of one flowdown. A preference has none: it is priced and named, it forces nothing.
    public static func keys(of flowdown: Plant.Flowdown) -> [FlowdownKey] {
        if flowdown.basis == .preference { return [] }
        var keys: [FlowdownKey] = []
        if let separation = flowdown.separation { keys.append(separationKey(separation)) }
        if flowdown.dedicatedTenancy?.value == true { keys.append(FlowdownKey("tenancy:dedicated")) }
        if let persons = flowdown.persons { keys.append(FlowdownKey("persons:\(persons.value.rawValue)")) }
        if let persons = flowdown.administration {
            keys.append(FlowdownKey("administration:\(persons.value.rawValue)"))
        }
        if let signIn = flowdown.signIn { keys.append(FlowdownKey("signIn:\(signIn.value.rawValue)")) }
        if let hosting = flowdown.hosting { keys.append(hostingKey(hosting)) }
        if let retain = flowdown.retain {
            keys.append(
                duty(
                    "retain:\(retain.period):\(retain.trigger.rawValue)",
                    "retention",
                    "Build records are kept \(retain.period) from \(retain.trigger.rawValue)",
                    "@retain(\"\(retain.period)\") @from(\"\(retain.trigger.rawValue)\")"
                )
            )
        }
        if let purge = flowdown.purge {
            keys.append(
                duty(
                    "purge:\(purge.period):\(purge.trigger.rawValue)",
                    "purge",
                    "Data is returned or destroyed within \(purge.period) from \(purge.trigger.rawValue)",
                    "@purge(\"\(purge.period)\") @from(\"\(purge.trigger.rawValue)\")"
                )
            )
        }
        if let report = flowdown.report {
            keys.append(
                duty(
                    "report:\(report.hours)h:\(report.addressee)",
                    "incidentReport",
                    "An incident is reported to \(report.addressee) within \(report.hours) hours",
                    "@report(\"\(report.hours)h\") @to(\(quoted(report.addressee)))"
                )
            )
        }
        keys += flowdown.approves.map { approvalKey($0.value) }
        if flowdown.noSubtier?.value == true {
            keys.append(FlowdownKey("subtier:consent"))
            keys.append(
                duty(
                    "noSubtier",
                    "flowdown",
                    "Nothing is shared with a lower tier without the customer's consent",
                    "@consent(\"customer\")"
                )
            )
        }
        if let audit = flowdown.auditDays {
            keys.append(
                duty(
                    "audit:\(audit.value)d",
                    "audit",
                    "Records are shown on request within \(audit.value) days",
                    "@within(\"\(audit.value)d\")"
                )
            )
        }
        return keys
    }

    private static func separationKey(_ separation: Plant.Flowdown.Separation) -> FlowdownKey {
        let rung = separation.rung
        switch separation.against {
        case .everyone: return FlowdownKey("separation:\(rung.rawValue):everyone")
        case .otherCustomers: return FlowdownKey("separation:\(rung.rawValue):otherCustomers")
        case .otherContracts: return FlowdownKey("separation:\(rung.rawValue):otherContracts")
        case .parties(let parties):
            let names = parties.sorted()
            let key = "separation:\(rung.rawValue):\(names.joined(separator: "+"))"
            let list = names.map { "Party::\(quoted($0))" }.joined(separator: ", ")
            let met =
                rung == .compartment
                ? "(context.separation >= 1 && context.enforcesCompartments) || context.separation >= 2"
                : "context.separation >= \(rung.level)"
            return FlowdownKey(
                key,
                generated: """
                    @id(\(quoted("flow-" + key))) @basis("customer") @cite("the plant's contracts") @effective("2000-01-01") @status("read")
                    @says(\(quoted("The program is kept apart from the programs of \(names.joined(separator: ", "))")))
                    @met_by(\(quoted("separation \(rung.rawValue)")))
                    forbid (principal is Program, action == Action::"share", resource is Program)
                    when { principal.flowdowns.contains(\(quoted(key))) && [\(list)].contains(resource.customer) }
                    unless { \(met) };
                    """
            )
        }
    }

    private static func hostingKey(_ hosting: Plant.Flowdown.Hosting) -> FlowdownKey {
        let kinds = hosting.kinds.map(\.rawValue).sorted()
        let ids = hosting.environments.sorted()
        let key = "hosting:\((kinds + ids).joined(separator: "+"))"
        let kindTest = "[\(kinds.map(quoted).joined(separator: ", "))].contains(resource.kind)"
        let idTest = "[\(ids.map { "Environment::\(quoted($0))" }.joined(separator: ", "))].contains(resource)"
        let met = [kinds.isEmpty ? nil : kindTest, ids.isEmpty ? nil : idTest].compactMap(\.self).joined(
            separator: " || "
        )
        return FlowdownKey(
            key,
            generated: """
                @id(\(quoted("flow-" + key))) @basis("customer") @cite("the plant's contracts") @effective("2000-01-01") @status("read")
                @says(\(quoted("The program is hosted only in \((kinds + ids).joined(separator: ", "))")))
                @met_by("one of the places named")
                forbid (principal is Program, action == Action::"host", resource is Environment)
                when { principal.flowdowns.contains(\(quoted(key))) }
                unless { \(met) };
                """
        )
    }

    /// What a customer approves: owed as change control, and refused at the release of what touches it until it is approved. The catalogue
    /// refuses the kinds that contracts ask for most, and asks for more care with them.
    ///
    /// Where the design is the customer's, so is each departure from it: a unit is used as it is, or repaired, with the customer's approval.
    private static func approvalKey(_ kind: Plant.Flowdown.ChangeKind) -> FlowdownKey {
        let key = "approval:\(kind.rawValue)"
        let owed = duty(
            key,
            "changeControl",
            "The customer approves changes of \(kind.rawValue) before use",
            "@tier(\"2\") @process(\"customer approval\") @approves(\"\(kind.rawValue)\")"
        )
        if [.routing, .specialProcess, .site].contains(kind) { return owed }
        let says = "The customer approves a change of \(kind.rawValue) before its use"
        var policies = [owed.generated ?? "", approval(of: key, "-release", says, touched: kind.rawValue)]
        if kind == .design {
            let says = "The customer approves that a unit is used that is not as the customer designed it"
            policies.append(approval(of: key, "-disposition", says, touched: "disposition"))
        }
        return FlowdownKey(key, generated: policies.joined(separator: "\n"))
    }

    private static func approval(of key: String, _ what: String, _ says: String, touched: String) -> String {
        """
        @id("flow-\(key)\(what)") @basis("customer") @cite("the plant's contracts") @effective("2000-01-01") @status("read")
        @says(\(quoted(says)))
        @met_by("the customer's approval, recorded with its document")
        forbid (principal is Person, action == Action::"release", resource is Change)
        when { resource has flowdowns && resource.touches.contains(\(quoted(touched))) && resource.flowdowns.contains(\(quoted(key))) }
        unless { context.customerApproved };
        """
    }

    private static func duty(_ key: String, _ duty: String, _ says: String, _ quantities: String) -> FlowdownKey {
        FlowdownKey(
            key,
            generated: """
                @id(\(quoted("flow-" + key))) @basis("customer") @cite("the plant's contracts") @effective("2000-01-01") @status("read")
                @says(\(quoted(says))) @met_by("the duty carried out") \(quantities)
                permit (principal is Program, action == Action::"owe", resource == Duty::\(quoted(duty)))
                when { principal.flowdowns.contains(\(quoted(key))) };
                """
        )
    }

    static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar -> String in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                default: scalar.value < 0x20 ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
                }
            }.joined() + "\""
    }
}
