// For the type check only: the types of the package that pdf-lib.js is taken from.
export * from "@cantoo/pdf-lib";
