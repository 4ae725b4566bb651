"""What people do: one module, one function each: require, work, store, note."""
