// Leads from a former id to the present one and keeps the query and the place in the
// page: a printed card's code carries its version there.
const target = document.currentScript?.dataset.target ?? "";
// From a folder, by double click, an address that ends in a slash is a list of files.
const page = location.protocol === "file:" ? "index.html" : "";
location.replace(target + page + location.search + location.hash);
