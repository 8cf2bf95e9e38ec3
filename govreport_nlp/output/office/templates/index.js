"use strict";
const table = document.getElementById("reports"), body = table.tBodies[0], rows = [...body.rows];
const fields = ["q", "state", "rule"].map((id) => document.getElementById(id));
const heads = [...table.tHead.rows[0].cells], out = document.getElementById("count");
const words = rows.map((row) => row.textContent.toLowerCase());
const by = document.getElementById("by");
let sorted = null;

const filter = () => {
  const [q, state, rule] = fields.map((field) => field.value.trim());
  const wanted = q.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, i) => {
    const fits = wanted.every((word) => words[i].includes(word)) && (!state || row.dataset.state.split(" ").includes(state)) &&
      (!rule || row.dataset.rules.split(" ").includes(rule));
    row.hidden = !fits;
    shown += fits;
    for (const item of row.querySelectorAll("li[data-rule]")) item.hidden = Boolean(rule) && item.dataset.rule !== rule;
    const details = row.querySelector("details");
    if (details && rule && fits) details.open = true;
  });
  const counts = [shown, rows.length];
  out.textContent = out.dataset.words.replace(/#/g, () => counts.shift());
  document.getElementById("none").hidden = shown > 0;
  remember();
};

const value = (cell) => cell.dataset.v ?? cell.textContent.trim();
const order = new Intl.Collator("zh-CN", { numeric: true });
const sort = (column, down) => {
  heads.forEach((head, i) => head.setAttribute("aria-sort", i !== column ? "none" : down ? "descending" : "ascending"));
  const number = column > 0;
  const key = (row) => number ? parseFloat(value(row.cells[column])) : row.cells[0].querySelector(".bureau").textContent;
  const keyed = rows.map((row, i) => [key(row), i, row]);
  keyed.sort(([a, i], [b, j]) => {
    if (number && (Number.isNaN(a) || Number.isNaN(b))) return Number.isNaN(a) - Number.isNaN(b) || i - j; // empty cells last
    return (number ? a - b : order.compare(a, b)) * (down ? -1 : 1) || i - j;
  });
  body.append(...keyed.map(([, , row]) => row));
  sorted = [column, down];
  by.value = `${column}${down ? "-" : "+"}`; // empty where the list has no such order
  remember();
};

// What is chosen stays in the address: coming back from a report finds it again
const remember = () => {
  const kept = new URLSearchParams();
  for (const field of fields) if (field.value) kept.set(field.id, field.value);
  if (sorted) kept.set("sort", `${sorted[0]}${sorted[1] ? "-" : "+"}`);
  try { history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search); } catch { /* a page in a mail reader */ }
};
const recall = () => {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) field.value = kept.get(field.id) ?? "";
  const found = /^(\d)([-+])$/.exec(kept.get("sort") ?? "");
  if (found && heads[found[1]]) sort(Number(found[1]), found[2] === "-");
  filter();
};

heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
  const now = head.getAttribute("aria-sort");
  sort(column, now === "none" ? column > 0 : now === "ascending");
}));
by.addEventListener("input", () => { if (by.value) sort(Number(by.value[0]), by.value[1] === "-"); });
for (const field of fields) field.addEventListener("input", filter);
document.querySelector("form").addEventListener("reset", () => setTimeout(filter));
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("button:is([data-rule], [data-bureau])")) button.addEventListener("click", () => {
  const field = fields[button.dataset.rule ? 2 : 0];
  field.value = button.dataset.rule ?? button.dataset.bureau;
  filter();
  document.querySelector("form").scrollIntoView();
  field.focus();
});
addEventListener("pageshow", recall);
