import HTTPSession
import Testing

@Suite("Addresses of HTTP")
struct HTTPAddressTests {
    @Test("scheme, host, port, path and query are told apart")
    func sound() throws {
        let plain = try #require(HTTPAddress("http://erp.plant.example"))
        #expect(plain.port == 80 && plain.path == "/" && plain.query == nil && !plain.isEncrypted)
        let whole = try #require(HTTPAddress("https://erp.plant.example:8443/api/v1/orders?state=open&n=%2F"))
        #expect(whole.host == "erp.plant.example" && whole.port == 8_443 && whole.isEncrypted)
        #expect(whole.path == "/api/v1/orders" && whole.query == "state=open&n=%2F")
        #expect(whole.origin == "https://erp.plant.example:8443")
        #expect("\(whole)" == "https://erp.plant.example:8443/api/v1/orders?state=open&n=%2F")
    }

    @Test(
        "what is none, or holds what would be sent on or misread, is refused",
        arguments: [
            "", "erp.example", "ftp://erp.example", "http://", "http:///path", "http://me:word@erp.example",
            "http://erp.example#a",
            "http://erp.example:65536", "http://erp.example:", "http://erp.example/a b", "http://erp.example/a\r\nX: y",
            "http://erp.example/a\\b", "http://erp.example/\u{e9}", "http://[::1]/",
            "HTTP://erp.example",
        ]
    )
    func refused(text: String) { #expect(HTTPAddress(text) == nil) }

    @Test("this machine is told by its own addresses alone")
    func loopback() throws {
        for text in ["http://localhost:1", "http://127.0.0.1/a", "http://127.9.9.9"] {
            #expect(try #require(HTTPAddress(text)).isLoopback)
        }
        for text in ["http://127.0.0.1.example", "http://localhost.example", "http://10.0.0.1", "http://128.0.0.1"] {
            #expect(try !#require(HTTPAddress(text)).isLoopback)
        }
    }

    @Test("a field that is there twice is none that can be gone by")
    func fields() {
        let fields = [HTTPHeader("ETag", "1"), HTTPHeader("etag", "2"), HTTPHeader("Accept", "a")]
        #expect(fields.one("ETAG") == nil && fields.one("accept") == "a" && fields.one("none") == nil)
        #expect(fields.has("etag") && !fields.has("none"))
    }
}
