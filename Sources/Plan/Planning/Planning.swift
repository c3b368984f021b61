// The module Planning.
