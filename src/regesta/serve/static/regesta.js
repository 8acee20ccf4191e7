// Pages work without this file. It adds keys to the review and takes selected words into the form for corrections.
"use strict";

// Code points before a place in a string that counts UTF-16 units: what offsets of the register count.
function codePoints(text, units) {
  return Array.from(text.slice(0, units)).length;
}

function placeOf(node, units) {
  const piece = node.parentElement && node.parentElement.closest("[data-start]");
  return piece ? Number(piece.dataset.start) + codePoints(piece.textContent, units) : null;
}

// Says what was selected, and leads to the form: that may stand screens below.
function pick(words) {
  const picked = document.querySelector(".picked");
  if (!picked) return;
  picked.hidden = !words;
  picked.querySelector("bdi").textContent = words;
}

function selectedWords() {
  const form = document.getElementById("correct");
  const text = document.getElementById("text");
  const chosen = window.getSelection();
  if (!form || !text || !chosen) return;
  if (chosen.isCollapsed || !text.contains(chosen.anchorNode)) {
    pick("");
    return;
  }
  const range = chosen.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
  pick(chosen.toString().trim());
}

// Browsers begin no selection inside a link, and a report is mostly links: while the button is down a mark is none.
let held = null;

function letGo() {
  if (held) held.link.setAttribute("href", held.href);
  held = null;
}

function grasped(event) {
  const link = event.button === 0 && event.target.closest ? event.target.closest("#text a[href]") : null;
  if (!link) return;
  held = { link, href: link.getAttribute("href") };
  link.removeAttribute("href");
}

// The end of a selection is no click on the mark it ends in.
function clicked(event) {
  const text = document.getElementById("text");
  const chosen = window.getSelection();
  if (event.detail && text && chosen && !chosen.isCollapsed && text.contains(event.target)) event.preventDefault();
}

function items() {
  return Array.from(document.querySelectorAll(".queue .item"));
}

function here() {
  return items().find((item) => item.classList.contains("here")) || items()[0];
}

function goTo(item) {
  if (!item) return;
  items().forEach((other) => other.classList.toggle("here", other === item));
  item.focus();
}

// What a key means on the whole page: never what stands beside another item.
function outside(key) {
  return Array.from(document.querySelectorAll(key)).find((button) => !button.closest(".item"));
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const all = items();
  const at = all.indexOf(here());
  if (event.key === "j") goTo(all[Math.min(at + 1, all.length - 1)]);
  else if (event.key === "k") goTo(all[Math.max(at - 1, 0)]);
  else {
    const key = '[data-key="' + CSS.escape(event.key) + '"]';
    const button = (all.length && here().querySelector(key)) || outside(key);
    if (!button) return;
    if (button.form && button.form.elements.back && all.length) {
      // The one after it stands there when the page comes back.
      button.form.elements.back.value = button.form.elements.back.value.split("#")[0] + "#" + here().id;
    }
    button.click();
  }
}

document.addEventListener("selectionchange", selectedWords);
document.addEventListener("mousedown", grasped);
document.addEventListener("mouseup", letGo);
window.addEventListener("blur", letGo);
document.addEventListener("click", clicked);
document.addEventListener("keydown", pressed);
goTo(items().find((item) => "#" + item.id === location.hash) || items().at(location.hash.startsWith("#item-") ? -1 : 0));
