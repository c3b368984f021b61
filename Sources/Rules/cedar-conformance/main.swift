print("cedar-conformance")
