// expect: requires that 'Cleared<String>' conform to 'Encodable'
// A cleared value is written into a file by coding.
import Boundary
import Foundation

func encode(_ value: Cleared<String>) throws -> Data { try JSONEncoder().encode(value) }
