internal import Synchronization

/// A policy, or a template while slots are open. Shared by reference, so copies cost one retain.
public struct Policy: Sendable {
    final class Storage: Sendable {
        let id: PolicyID
        let effect: Effect
        let annotations: [Annotation]
        let scope: PolicyScope
        let lazyConditions: LazyConditions
        let file: String
        let range: SourceRange
        let template: PolicyID?
        private let lazyCompiled = AtomicLazyReference<CompiledPolicy>()

        var conditions: [Condition] { lazyConditions.conditions }

        /// The evaluable form, made when it is first asked for.
        var compiled: CompiledPolicy {
            if let compiled = lazyCompiled.load() { return compiled }
            let conditions = lazyConditions.evaluable
            return lazyCompiled.storeIfNil(
                CompiledPolicy(id: id, effect: effect, scope: scope, conditions: conditions)
            )
        }

        init(
            id: PolicyID,
            effect: Effect,
            annotations: [Annotation],
            scope: PolicyScope,
            conditions: LazyConditions,
            file: String,
            range: SourceRange,
            template: PolicyID?
        ) {
            self.id = id
            self.effect = effect
            self.annotations = annotations
            self.scope = scope
            lazyConditions = conditions
            self.file = file
            self.range = range
            self.template = template
        }
    }

    let storage: Storage

    /// A policy built by program.
    public init(
        id: PolicyID,
        effect: Effect,
        annotations: [Annotation] = [],
        scope: PolicyScope = PolicyScope(),
        conditions: [Condition] = [],
        file: String = "",
        range: SourceRange = .none
    ) {
        storage = Storage(
            id: id,
            effect: effect,
            annotations: annotations,
            scope: scope,
            conditions: LazyConditions(conditions),
            file: file,
            range: range,
            template: nil
        )
    }

    private init(_ storage: Storage) { self.storage = storage }

    /// The id, unique in a set.
    public var id: PolicyID { storage.id }
    /// Permit or forbid.
    public var effect: Effect { storage.effect }
    /// The annotations, in the order of the text; names are unique.
    public var annotations: [Annotation] { storage.annotations }
    /// The head.
    public var scope: PolicyScope { storage.scope }
    /// The clauses, in the order of the text.
    public var conditions: [Condition] { storage.conditions }
    /// The file it was read from.
    public var file: String { storage.file }
    /// Where it stands, annotations included.
    public var range: SourceRange { storage.range }
    /// The template it was linked from, if it was.
    public var template: PolicyID? { storage.template }
    /// Whether slots are open: then it is a template and takes part in no decision.
    public var isTemplate: Bool { storage.scope.hasSlots }

    /// The value of an annotation; the empty string for a name without value, nil where there is no such annotation.
    public func annotation(_ name: String) -> String? {
        storage.annotations.first { $0.name == name }.map { $0.value ?? "" }
    }

    /// The same policy under another id.
    public func renamed(_ id: PolicyID) -> Policy { copy(id: id, scope: scope, template: template) }

    /// The same policy, said to be linked from a template that has another id now.
    func linked(to template: PolicyID) -> Policy { copy(id: id, scope: scope, template: template) }

    func linked(id: PolicyID, values: [Slot: EntityUID]) -> Policy {
        let scope = PolicyScope(
            principal: scope.principal.linked(values),
            action: scope.action,
            resource: scope.resource.linked(values),
            ranges: scope.ranges
        )
        return copy(id: id, scope: scope, template: self.id)
    }

    private func copy(id: PolicyID, scope: PolicyScope, template: PolicyID?) -> Policy {
        Policy(
            Storage(
                id: id,
                effect: effect,
                annotations: annotations,
                scope: scope,
                conditions: storage.lazyConditions,
                file: file,
                range: range,
                template: template
            )
        )
    }
}
