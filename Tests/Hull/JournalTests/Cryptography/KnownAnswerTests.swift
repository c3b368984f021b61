import Journal
import Testing

@Suite("The provider gives the answers of the standards")
struct KnownAnswerTests {
    let provider = SwiftCryptoProvider()

    static func bytes(_ hex: String) -> [UInt8] {
        var digits = hex.filter { !$0.isWhitespace }[...]
        var bytes: [UInt8] = []
        while !digits.isEmpty {
            bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
            digits = digits.dropFirst(2)
        }
        return bytes
    }

    @Test("Ed25519: RFC 8032 section 7.1, tests 1 and 2")
    func ed25519() throws {
        let cases = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b
                d25bf5f0595bbe24655141438e7a100b
                """
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c
                387b2eaeb4302aeeb00d291612bb0c00
                """
            ),
        ]
        for (seed, publicKey, message, signature) in cases {
            let key = SecretBytes(Self.bytes(seed))
            #expect(provider.publicKey(of: key) == Self.bytes(publicKey))
            #expect(try provider.signature(over: Self.bytes(message), privateKey: key) == Self.bytes(signature))
            #expect(
                provider.verifies(
                    signature: Self.bytes(signature),
                    over: Self.bytes(message),
                    publicKey: Self.bytes(publicKey)
                )
            )
        }
        #expect(!provider.verifies(signature: [], over: [], publicKey: []))
    }

    @Test("AES key wrap: RFC 3394 section 4.6")
    func keyWrap() throws {
        let wrapping = SecretBytes(Array(0x00...0x1F))
        let key = Self.bytes("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")
        let wrapped = Self.bytes("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21")
        #expect(try provider.wrap(SecretBytes(key), under: wrapping) == wrapped)
        #expect(try provider.unwrap(wrapped, under: wrapping).withBytes { $0 } == key)
        for count in 0..<wrapped.count {
            #expect(throws: (any Error).self) { try provider.unwrap(Array(wrapped[..<count]), under: wrapping) }
        }
    }

    @Test("AES-256-GCM: test case 16 of the mode's submission to NIST")
    func gcm() throws {
        let key = SecretBytes(Self.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let sealed = Self.bytes(
            """
            cafebabefacedbaddecaf888
            522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838
            c5f61e6393ba7a0abcc9f662
            76fc6ece0f4e1768cddf8853bb2d551b
            """
        )
        let plaintext = Self.bytes(
            """
            d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525
            b16aedf5aa0de657ba637b39
            """
        )
        let place = Self.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        #expect(try provider.open(sealed, key: key, bindingTo: place) == plaintext)
        #expect(throws: (any Error).self) { try provider.open(sealed, key: key, bindingTo: []) }
        let again = try provider.seal(plaintext, key: key, bindingTo: place)
        #expect(again.count == sealed.count && again != sealed)
    }
}
