/// Schemas with the verdict of the reference (crate 4.12.0, asked through cedarpy 4.12.2): whether it reads them.
enum SchemaVerdicts {
    static let json: [(String, Bool)] = [
        (#"{}"#, true),
        (#"{"": {"entityTypes": {}, "actions": {}}}"#, true),
        (#"{"": {"entityTypes": {}}}"#, false),
        (#"{"": {"actions": {}}}"#, false),
        (#"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {}, "zz": 1}}"#, false),
        (#"{"": {"entityTypes": {"A": {"x": 1}}, "actions": {}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {}, "additionalAttributes": true}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {}, "additionalAttributes": false}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "C"}}}, "actions": {}, "commonTypes": {"C": {"type": "Record", "attributes": {"a": {"type": "Long"}}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "EntityOrCommon", "name": "C"}}}, "actions": {}, "commonTypes": {"C": {"type": "Record", "attributes": {"a": {"type": "Long"}}}}}}"#,
            true
        ),
        (#"{"": {"entityTypes": {"A": {"shape": {"type": "Long"}}}, "actions": {}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Set", "element": {"type": "Long"}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": null}}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": null}}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {}}, "commonTypes": {}}}"#, true),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": [], "resourceTypes": []}}}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["A"]}}}, "commonTypes": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {}}}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["A"], "resourceTypes": []}}}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["A"], "resourceTypes": ["A"], "context": {"type": "C"}}}}, "commonTypes": {"C": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["A"], "resourceTypes": ["A"], "context": {"type": "Long"}}}}, "commonTypes": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"attributes": {}}}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"attributes": {"x": 1}}}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {"memberOfTypes": ["B"]}}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "b"}]}}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "b", "type": "Action"}]}, "b": {}}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"N": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "b", "type": "N::Action"}]}, "b": {}}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"N": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "b", "type": "Action"}]}, "b": {}}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "b", "type": "Foo"}]}, "b": {}}, "commonTypes": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"memberOf": [{"id": "a"}]}}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Entity", "name": "Long"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Entity", "name": "Z"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Extension", "name": "Z"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Extension", "name": "ipaddr"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Extension", "name": "__cedar::ipaddr"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "A"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "ipaddr"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "__cedar::Long"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "EntityOrCommon", "name": "Long"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "EntityOrCommon", "name": "Boolean"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "EntityOrCommon", "name": "Bool"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Bool"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Boolean"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "EntityOrCommon", "name": "__cedar::Boolean"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"Long": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"Entity": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"Record": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"Bool": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"ipaddr": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (#"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"decimal": {"type": "Long"}}}}"#, true),
        (#"{"": {"entityTypes": {"Long": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"Set": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"Record": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"ipaddr": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"Entity": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"Bool": {}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"Action": {}}, "actions": {}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"Action": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"EntityOrCommon": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"A::B": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A::B": {}}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"if": {}}, "actions": {}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"if": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (#"{"if": {"entityTypes": {}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"__cedar": {"entityTypes": {}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"a b": {"entityTypes": {}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"__cedar": {}}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {"": {}}, "commonTypes": {}}}"#, true),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Long", "required": false}}}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Long", "required": "no"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"C": {}}, "actions": {}, "commonTypes": {"C": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"C": {}, "A": {"shape": {"type": "Record", "attributes": {"a": {"type": "EntityOrCommon", "name": "C"}}}}}, "actions": {}, "commonTypes": {"C": {"type": "Record", "attributes": {}}}}}"#,
            true
        ),
        (#"{"": {"entityTypes": {"A": {"enum": ["x", "y"]}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"A": {"enum": []}}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {"enum": ["x", "x"]}}, "actions": {}, "commonTypes": {}}}"#, true),
        (
            #"{"": {"entityTypes": {"A": {"enum": ["x"], "shape": {"type": "Record", "attributes": {}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"enum": ["x"], "memberOfTypes": []}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"enum": ["x"], "tags": {"type": "Long"}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"enum": ["x"], "annotations": {"d": "x"}}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Long", "annotations": {"d": "x"}}}}, "annotations": {"a": "b"}}}, "actions": {}, "commonTypes": {}, "annotations": {"n": ""}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {"annotations": {"a": null}}}, "actions": {}, "commonTypes": {}}}"#, true),
        (#"{"": {"entityTypes": {"A": {"annotations": {"a b": "x"}}}, "actions": {}, "commonTypes": {}}}"#, false),
        (#"{"": {"entityTypes": {"A": {"annotations": {"if": "x"}}}, "actions": {}, "commonTypes": {}}}"#, true),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"C": {"type": "Long", "annotations": {"a": "b"}}}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {}, "annotations": {"a": "b"}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Set"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Set", "element": {"type": "Long"}, "name": "x"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {"A": {"shape": {"type": "Record"}}}, "actions": {}, "commonTypes": {}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Long", "name": "x"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Entity", "name": "A", "element": {"type": "Long"}}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Long", "zz": "x"}}}}}, "actions": {}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "C", "zz": "x"}}}}}, "actions": {}, "commonTypes": {"C": {"type": "Record", "attributes": {}}}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"C": {"type": "C"}}}}"#, false),
        (#"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"C": {"type": "D"}}}}"#, false),
        (#"{"": {"entityTypes": {"A": {}}, "actions": {}}, "N": {"entityTypes": {"A": {}}, "actions": {}}}"#, false),
        (
            #"{"": {"entityTypes": {}, "actions": {}, "commonTypes": {"A": {"type": "Record", "attributes": {}}}}, "N": {"entityTypes": {"A": {}}, "actions": {}}}"#,
            false
        ),
        (#"{"": {"entityTypes": {}, "actions": {"a": {}}}, "N": {"entityTypes": {}, "actions": {"a": {}}}}"#, false),
        (
            #"{"": {"entityTypes": {"A": {"enum": ["x"]}, "B": {"memberOfTypes": ["A"]}}, "actions": {}, "commonTypes": {}}}"#,
            true
        ),
        (
            #"{"": {"entityTypes": {"A": {}}, "actions": {"a": {"appliesTo": {"principalTypes": ["Action"], "resourceTypes": ["A"]}}}, "commonTypes": {}}}"#,
            false
        ),
        (
            #"{"": {"entityTypes": {"A": {"shape": {"type": "Record", "attributes": {"a": {"type": "Entity", "name": "Action"}}}}}, "actions": {"a": {}}, "commonTypes": {}}}"#,
            true
        ),
    ]

    static let text: [(String, Bool)] = [
        (#"entity A = {a: Action}; action a;"#, true),
        (#"entity A = {a: Action};"#, false),
        (#"namespace N {entity A = {a: Action}; action a;}"#, true),
        (#"namespace N {entity A = {a: N::Action}; action a;}"#, true),
        (#"type C={}; entity A = C;"#, false),
        (#"entity A; action a appliesTo {principal: [], resource: []};"#, false),
        (#"entity A; action a appliesTo {principal: [], resource: [A]};"#, false),
        (#"entity A; action a appliesTo {resource: [A]};"#, false),
        (#"entity A; action a appliesTo {};"#, false),
        (#"namespace N {}"#, true),
        (#"namespace N {entity A;} namespace N {entity B;}"#, false),
        (#"@a("b") namespace N {}"#, true),
        (#"entity A {@a("b") x: Long};"#, true),
        (#"@a type T = Long;"#, true),
        (#"entity A {x: Boolean};"#, false),
        (#"entity A {x: Bool};"#, true),
        (#"entity A {x: __cedar::Boolean};"#, false),
        (#"type Boolean = Long;"#, false),
        (#"entity A {x: Record};"#, false),
        (#"type Set = Long;"#, false),
        (#"entity Set; entity A {x: Set, y: Set<Long>};"#, true),
        (#"type decimal = Long; entity A {x: decimal, y: __cedar::decimal};"#, true),
        (#"entity A enum [];"#, false),
        (#"entity A enum ["x","x"];"#, true),
        (#"entity if;"#, false),
        (#"entity A {if: Long};"#, false),
        (#"action if;"#, false),
        (#"action a in a;"#, false),
        (#"action a attributes {};"#, true),
        (#"entity A, B enum ["x"];"#, true),
        (#"entity A {a: Long,};"#, true),
        (#"entity A enum ["x",];"#, false),
        (#"entity A; entity B in [A,];"#, false),
        (#"entity A,;"#, false),
        (#"action a; action b in [a,];"#, false),
        (#"entity A in [];"#, true),
        (#"action a in [];"#, false),
        (#"entity A; action a appliesTo {principal: A, resource: A,};"#, true),
        (#"entity A; action a appliesTo {principal: A, principal: A, resource: A};"#, false),
        (#"type A = B; type B = A;"#, false),
        (#"type A = Z;"#, false),
        (#"entity Action;"#, false),
        (#"type Action = Long;"#, true),
        (#"namespace Action {entity A;}"#, true),
        (#"namespace __cedar {}"#, false),
        (#"namespace a::__cedar {}"#, false),
        (#"entity __cedar;"#, false),
        (#"entity A {__cedar: Long};"#, true),
        (#"type A = {}; entity A;"#, true),
        (#"type A = {}; entity A; entity B {x: A};"#, true),
        (#"type A = {}; entity B in [A];"#, false),
        (#"entity A; action a appliesTo {principal: A, resource: A, context: A};"#, false),
        (#"@a("x") @a("y") entity A;"#, false),
        (#"entity A tags Long;"#, true),
        (#"entity A = {} tags {a: Long};"#, true),
        (#"namespace A { namespace B {} }"#, false),
        (#"// x"#, true),
        (#"namespace A {entity B;} entity C in [A::B];"#, true),
        (#"namespace A {entity B;} namespace D {entity C in [B];}"#, false),
        (#"entity A; namespace N {entity A;}"#, false),
        (#"type A = Long; namespace N {entity A;}"#, false),
        (#"action a; namespace N {action a;}"#, false),
        (#"entity decimal; entity A {x: decimal};"#, true),
        (#"entity Long; entity A {x: Long};"#, true),
        (#"entity A = {a: {b?: {c: Set<Set<A>>}}};"#, true),
        (#"namespace N {entity Bool; entity A {x: Bool, y: __cedar::Bool};}"#, true),
        (#"namespace N {type Bool = Long;}"#, false),
        (#"action a; action "a";"#, false),
        (#"action a, a;"#, false),
        (#"entity A, A;"#, false),
        (#"action a; action b in [Action::"a"];"#, true),
        (#"namespace N {action a; action b in [N::Action::"a", Action::"a"];}"#, true),
        (#"action a; action b in [Foo::"a"];"#, false),
        (#"namespace N {action a;} action b in [N::Action::"a"];"#, true),
        (#"entity A {x: Extension};"#, false),
        (#"entity A {x: Entity};"#, false),
        (#"entity Entity; entity A {x: Entity};"#, true),
        (#"entity A enum ["a"] tags Long;"#, false),
        (#"entity B; entity A in [B] enum ["a"];"#, false),
        (#"entity A enum ["x"]; entity B in [A];"#, true),
    ]
}
