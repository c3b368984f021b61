import Boundary
import Testing

@testable import HTTPExit

@Suite("Routes")
struct RouteTableTests {
    private let table: RouteTable = {
        var routes = Routes()
        routes.page("/") { _ in try .page("home", "home") }
        routes.page("/orders/{id}") { _ in try .page("order", "order") }
        routes.page("/orders/new") { _ in try .page("never", "never") }
        routes.form("/orders/{id}/start") { _ in try .go(to: "/") }
        return RouteTable(routes)
    }()

    @Test("a path finds its route and its named parts, the first that fits")
    func found() throws {
        let (route, parts) = try #require(try table.route("GET", "/orders/abc%20d"))
        #expect(route.path == "/orders/{id}")
        #expect(parts == ["id": "abc d"])
        #expect(try table.route("GET", "/orders/new")?.0.path == "/orders/{id}")
        #expect(try table.route("GET", "/")?.0.path == "/")
    }

    @Test(
        "another way of writing a path is no name of it",
        arguments: ["/orders//x", "/orders/x/", "//", "/orders", "orders/x", "/../etc/passwd", "/orders/x/../y", ""]
    )
    func others(path: String) throws {
        #expect(try table.route("GET", path) == nil)
    }

    @Test("what is written with a percent sign stays a part: no slash comes of it")
    func slash() throws {
        let (_, parts) = try #require(try table.route("GET", "/orders/..%2f..%2fetc"))
        #expect(parts["id"] == "../../etc")
    }

    @Test("another method is another route")
    func method() throws {
        #expect(try table.route("POST", "/orders/x") == nil)
        #expect(try table.route("POST", "/orders/x/start") != nil)
    }

    @Test("an encoding that is none is refused")
    func encoding() {
        #expect(throws: MalformedRequest.wrongEncoding) { try table.route("GET", "/orders/%ff") }
    }
}
