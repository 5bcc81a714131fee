// For the type check only: the types of the package that idb.js is taken from.
export * from "idb";
