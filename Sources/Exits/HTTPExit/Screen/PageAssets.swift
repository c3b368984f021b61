internal import Crypto
internal import Storage

/// A file that pages load: embedded in the program, never from another host.
public struct PageAsset: Sendable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A style sheet.
        case style = "text/css; charset=utf-8"
        /// A script.
        case script = "text/javascript; charset=utf-8"
        /// A font.
        case font = "font/woff2"
    }

    /// Its name, such as `bulkhead.css`.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// Its content.
    public let bytes: [UInt8]

    /// A file.
    public init(_ name: String, _ kind: Kind, _ bytes: [UInt8]) {
        self.name = name
        self.kind = kind
        self.bytes = bytes
    }
}

/// The files by address. An address carries the hash of the content, so that browsers may keep it for good and never have an old one.
struct PageAssets: Sendable {
    struct Served: Sendable {
        let asset: PageAsset
        let tag: String
    }

    let byAddress: [String: Served]
    let styles: [String]
    let scripts: [String]

    init(_ assets: [PageAsset]) {
        var byAddress: [String: Served] = [:]
        var styles: [String] = []
        var scripts: [String] = []
        for asset in assets {
            let tag = Array(SHA256.hash(data: asset.bytes).prefix(8)).hexadecimal
            // A font is named by the style sheet, which cannot know its hash; it changes its name when it changes.
            let address = asset.kind == .font ? "/assets/\(asset.name)" : "/assets/\(tag)/\(asset.name)"
            byAddress[address] = Served(asset: asset, tag: tag)
            switch asset.kind {
            case .style: styles.append(address)
            case .script: scripts.append(address)
            case .font: break
            }
        }
        self.byAddress = byAddress
        self.styles = styles
        self.scripts = scripts
    }
}
