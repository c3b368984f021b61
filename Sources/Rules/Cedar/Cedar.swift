// The module Cedar.
