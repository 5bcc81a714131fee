// Leads from a former id to the present one and keeps the query and the place in the
// page: a printed card's code carries its version there.
const target = document.currentScript?.dataset.target ?? "";
location.replace(target + location.search + location.hash);
