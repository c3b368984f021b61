/// A request bound to a store for as long as both are borrowed: its entities are looked up, and all that policies read of them is read
/// where it lies, without counting references. It lives on the stack of whoever decides, and nothing of it outlives that.
struct BoundRequest {
    /// An entity of the request.
    struct Root {
        /// Whether it is in the store.
        let isStored: Bool
        let attributes: FieldsView
        let ancestors: AncestorsView

        @inline(__always)
        init(_ stored: StoredEntity?) {
            isStored = stored != nil
            attributes = stored?.attributes ?? .none
            ancestors = stored?.ancestors ?? .none
        }

        @inline(__always)
        init(_ context: FieldsView) {
            isStored = true
            attributes = context
            ancestors = .none
        }
    }

    let request: UnsafePointer<Request>
    let entities: EntitiesView
    let principal: Root
    let action: Root
    let resource: Root
    let context: Root

    @inline(__always)
    fileprivate init(
        _ request: UnsafePointer<Request>,
        _ context: UnsafeBufferPointer<Record.Field>,
        _ entities: EntitiesView
    ) {
        self.request = request
        self.entities = entities
        principal = Root(entities.find(request.pointee.principal))
        action = Root(entities.find(request.pointee.action))
        resource = Root(entities.find(request.pointee.resource))
        self.context = Root(FieldsView(context))
    }
}

/// What the evaluation of policies is given.
typealias Bound = UnsafePointer<BoundRequest>

extension Request {
    /// Binds the request to a store while the body runs.
    @inline(__always)
    func withBound<Result>(to entities: Entities, _ body: (Bound) -> Result) -> Result {
        entities.withView { view in
            context.fields.withUnsafeBufferPointer { context in
                withUnsafePointer(to: self) { request in
                    withUnsafePointer(to: BoundRequest(request, context, view), body)
                }
            }
        }
    }
}

extension Bound {
    @inline(__always)
    func root(_ variable: Variable) -> UnsafePointer<BoundRequest.Root> {
        let offset: Int?
        switch variable {
        case .principal: offset = MemoryLayout<BoundRequest>.offset(of: \.principal)
        case .action: offset = MemoryLayout<BoundRequest>.offset(of: \.action)
        case .resource: offset = MemoryLayout<BoundRequest>.offset(of: \.resource)
        case .context: offset = MemoryLayout<BoundRequest>.offset(of: \.context)
        }
        return (UnsafeRawPointer(self) + (offset ?? 0)).assumingMemoryBound(to: BoundRequest.Root.self)
    }

    /// The variable's attribute, nil where it has none of the name or is not in the store.
    @inline(__always)
    func attribute(_ variable: Variable, _ name: CedarString) -> UnsafePointer<Value>? {
        root(variable).pointee.attributes.find(name)
    }

    /// The variable's entity, nil for the context.
    @inline(__always)
    func uid(_ variable: Variable) -> EntityUID? {
        switch variable {
        case .principal: pointee.request.pointee.principal
        case .action: pointee.request.pointee.action
        case .resource: pointee.request.pointee.resource
        case .context: nil
        }
    }

    /// An entity, nil where it is not in the store.
    @inline(__always)
    func find(_ uid: EntityUID) -> StoredEntity? { pointee.entities.find(uid) }

    /// Whether `member` is `group` or below it. An entity outside the store is below nothing.
    func isIn(_ member: EntityUID, _ group: EntityUID) -> Bool {
        member == group || (find(member)?.ancestors.contains(group) ?? false)
    }

    /// Whether the variable's entity is `group` or below it.
    @inline(__always)
    func isIn(_ variable: Variable, _ group: EntityUID) -> Bool {
        guard let member = uid(variable) else { return false }
        return member == group || root(variable).pointee.ancestors.contains(group)
    }
}
