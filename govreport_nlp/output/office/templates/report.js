"use strict";
// A place that is folded away opens when a link leads to it
const reveal = () => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let outer = place.parentElement; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
  place.scrollIntoView({ block: "center" });
  if (place.matches("article, a")) place.focus({ preventScroll: true });
};
addEventListener("hashchange", reveal);
reveal();
