import Cedar
import Foundation

/// A schema with every construct that validation looks at, and short ways to validate text under it.
enum ValidationFixture {
    static let schemaText = """
        type Address = {city: String, zip?: Long};
        entity Team in [Team] = {lead?: User};
        entity User in [Team] = {
          age: Long, name?: String, manager?: User, address: Address, languages: Set<String>, ip?: ipaddr, color?: Color,
          marks?: Set<Color>, born: datetime, score: decimal,
        } tags String;
        entity Album = {size: Long, owner?: User};
        entity Photo in [Album] = {owner: User, size: Long, meta: {width: Long, deep?: {depth?: Long}}};
        entity Color enum ["red", "green"];
        action read;
        action view, edit in [Action::"read"] appliesTo {
          principal: [User], resource: [Photo, Album], context: {tls: Bool, from?: ipaddr, who?: User},
        };
        action paint in [Action::"view"] appliesTo {principal: [User, Team], resource: [Color]};
        """

    static func schema(_ text: String = schemaText) throws -> Schema {
        try Schema(parsing: text, file: "s.cedarschema")
    }

    static func report(
        _ policies: String,
        _ mode: ValidationMode = .strict,
        level: Int? = nil,
        schema: String = schemaText
    ) throws -> Validator.Report {
        let set = try PolicySet(parsing: policies, file: "p.cedar")
        return Validator(try self.schema(schema), mode: mode, level: level).validate(set)
    }

    /// The problems as `line:column code`, without the file.
    static func codes(_ policies: String, _ mode: ValidationMode = .strict, level: Int? = nil) throws -> [String] {
        try report(policies, mode, level: level).problems.map {
            "\($0.range.start.line):\($0.range.start.column) \($0.kind.code)"
        }
    }

    /// The codes of the problems of one clause about `view` of a `Photo`.
    static func condition(_ text: String, _ mode: ValidationMode = .strict) throws -> [String] {
        try report(policy(text), mode).problems.map(\.kind.code)
    }

    static func messages(_ text: String, _ mode: ValidationMode = .strict) throws -> [String] {
        try report(policy(text), mode).problems.map {
            $0.message.replacingOccurrences(of: "policy `policy0`: ", with: "")
        }
    }

    static func policy(_ condition: String) -> String {
        "permit (principal, action == Action::\"view\", resource is Photo) when { \(condition) };"
    }

    /// The environment of ``policy(_:)``.
    static func environment() throws -> RequestEnvironment {
        let schema = try schema()
        let policy = try PolicySet(parsing: policy("true"), file: "p.cedar").policies[0]
        return schema.requestEnvironments(of: policy)[0]
    }

    /// The type of an expression in the environment of ``policy(_:)``, or the codes of what is wrong.
    static func type(_ text: String, _ mode: ValidationMode = .strict) throws -> String {
        let checker = Typechecker(try schema(), mode: mode)
        let result = checker.check(try Expression(parsing: text), in: try environment())
        return result.expression?.type.description ?? result.problems.map(\.kind.code).joined(separator: " ")
    }
}
