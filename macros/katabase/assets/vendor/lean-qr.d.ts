// For the type check only: the types of the package that lean-qr.js is taken from.
export * from "lean-qr/nano";
