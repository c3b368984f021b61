import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant

/// A small plant with an ITAR program, a CUI program and an ordinary one, its grants, and persons of each kind.
enum BoundaryPlant {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let text = ThreePrograms.text

    static let grants = """
        @id("grant-floor") permit (principal is Person, action in [Action::"view", Action::"print"], resource is Record)
        when { principal has role && ["operator", "engineer"].contains(principal.role) }
        unless { context has fieldClass && context.fieldClass == "nonconformances" && principal.role == "operator" };
        @id("grant-edit") permit (principal is Person, action == Action::"edit", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-export") permit (principal is Person, action == Action::"export", resource is Record)
        when { principal has role && principal.role == "engineer" && context has export && context.export.encrypted };
        @id("grant-know") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "engineer" };
        @id("grant-know-of-held") permit (principal is Person, action == Action::"know", resource is Record)
        when { principal has role && principal.role == "operator" && context has fieldClass };
        @id("grant-rule") permit (principal is Rule, action == Action::"determine", resource is Record)
        when { principal.reviewed };
        """

    static func plant(_ text: String = text) throws -> Plant {
        try Plant.load("plant.yaml", files: ["plant.yaml": text])
    }

    static func catalogue() throws -> ObligationCatalogue { try TestCatalogue.get() }

    static func baseline(
        _ text: String = text,
        grants: String = grants,
        determinations: [Determination] = []
    ) throws -> PolicyBaseline {
        try PolicyBaseline(
            plant: plant(text),
            catalogue: catalogue(),
            grants: PolicySet(parsing: grants, file: "grants.cedar"),
            determinations: determinations
        )
    }

    static func day(_ text: String) throws -> Day { try Day(text).orThrow("no day: \(text)") }

    /// A U.S. citizen on the floor.
    static func american(_ id: String = "ann", role: String = "operator") throws -> PersonFacts {
        try PersonFacts.american(id, role: role)
    }

    /// A Mexican citizen at the affiliate, whom the agreement admits to one program.
    static func mexican(_ id: String = "luz", role: String = "operator") throws -> PersonFacts {
        var facts = PersonFacts(id: id, source: "HR", asOf: try day("2026-11-01"))
        facts.employer = .init("owner-mx")
        facts.role = .init(role)
        facts.citizenships = [.init("MX")]
        facts.residencies = [.init("MX")]
        facts.worksIn = .init(["MX"])
        return facts
    }
}
