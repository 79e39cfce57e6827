// Search the site of the documents as its search page does: node site_search.mjs SITE QUERIES
// QUERIES is a JSON list of texts; prints for each the pages that are found, the best first.
import fs from "node:fs";
import vm from "node:vm";

const [site, queries] = process.argv.slice(2);
const element = { dataset: { content_root: "./" }, addEventListener() {} };
const scope = vm.createContext({
  console, URLSearchParams, RegExp, Map, Set,
  document: {
    documentElement: element, readyState: "loading", addEventListener() {},
    getElementById: () => null, querySelector: () => null, querySelectorAll: () => [],
    createElement: () => ({ ...element, appendChild() {}, classList: { add() {} } }),
  },
  window: { location: { search: "" }, addEventListener() {} },
  localStorage: { setItem() {}, getItem: () => null },
  DOCUMENTATION_OPTIONS: { LINK_SUFFIX: ".html", FILE_SUFFIX: ".html", BUILDER: "html",
    HIGHLIGHT_PATH: "", SHOW_SEARCH_SUMMARY: false },
  _: (text) => text, _ready() {},
  SPHINX_HIGHLIGHT_ENABLED: false,
});
scope.window = Object.assign(scope, scope.window);
for (const name of ["_static/language_data.js", "_static/searchtools.js"]) {
  vm.runInContext(fs.readFileSync(`${site}/${name}`, "utf8"), scope);
}
vm.runInContext(fs.readFileSync(`${site}/searchindex.js`, "utf8"), scope);
scope.queries = JSON.parse(queries);
console.log(vm.runInContext(`JSON.stringify(queries.map((query) =>
  Search._performSearch(...Search._parseQuery(query)).reverse().map((found) => found[0])))`, scope));
