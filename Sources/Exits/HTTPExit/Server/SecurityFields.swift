internal import HTTPTypes

/// Header fields that every answer carries.
enum SecurityFields {
    /// Everything from this server, nothing inline, nothing evaluated, in no frame (Content Security Policy Level 3).
    static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    /// Of a picture that somebody sent: it runs nothing and loads nothing, as a page of its own that has no rights here, and is framed by ours alone.
    static let picturePolicy =
        "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"
    /// The same of a PDF. Browsers show one by a program of their own, which a sandbox keeps away; what it could run was refused when it came.
    static let documentPolicy =
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

    static func set(_ fields: inout HTTPFields, isSecure: Bool) {
        if fields[values: .contentSecurityPolicy].isEmpty {
            set("Content-Security-Policy", contentSecurityPolicy, &fields)
        }
        set("X-Content-Type-Options", "nosniff", &fields)
        // Not `no-referrer`: with it browsers say `Origin: null` of our own forms.
        set("Referrer-Policy", "same-origin", &fields)
        set("Cross-Origin-Opener-Policy", "same-origin", &fields)
        set("Cross-Origin-Resource-Policy", "same-origin", &fields)
        set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), usb=()", &fields)
        if isSecure { set("Strict-Transport-Security", "max-age=31536000", &fields) }
        // What was on a page stays in no cache, of the browser or in between.
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
    }

    static func set(_ name: String, _ value: String, _ fields: inout HTTPFields) {
        if let name = HTTPField.Name(name) { fields[name] = value }
    }
}
