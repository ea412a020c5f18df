// Everything works without this. It adds: "/" to the search box (can be switched off), suggestions while typing,
// a button beside each citation that copies it, the way to a passage, narrowing folded away on a narrow window, and
// the source of a quotation beside it.
"use strict";

const box = document.getElementById("q");

function slashIsOn() {
  try { return localStorage.getItem("slash") !== "off"; } catch { return true; }
}

function typing(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!box || typing(event.target) || !slashIsOn()) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// WCAG 2.1.4: a shortcut of one character can be switched off.
const slash = document.getElementById("slash");
if (slash) {
  slash.hidden = false;
  const tick = slash.querySelector("input");
  tick.checked = slashIsOn();
  tick.addEventListener("change", () => {
    try { localStorage.setItem("slash", tick.checked ? "on" : "off"); } catch { /* it stays as it was */ }
  });
}

if (box) {
  const list = document.createElement("datalist");
  list.id = "suggestions";
  let asked = 0;
  box.addEventListener("input", () => {
    clearTimeout(asked);
    const typed = box.value;
    if (typed.trim().length < 2 || typed.length > 200) return;
    asked = setTimeout(async () => {
      try {
        const answer = await fetch("/suggest?q=" + encodeURIComponent(typed));
        if (!answer.ok || box.value !== typed) return;
        const suggestions = (await answer.json())[1];
        list.replaceChildren(...suggestions.map((text) => {
          const option = document.createElement("option");
          option.value = text;
          return option;
        }));
        if (!list.isConnected) {
          box.after(list);
          box.setAttribute("list", list.id);
        }
      } catch { /* no suggestions then */ }
    }, 120);
  });
}

for (const text of document.querySelectorAll(".copy")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-describedby", text.id + "-label");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  text.after(button);
}

// A link that names a passage but no place on the page still leads to it.
if (!location.hash) document.getElementById("passage")?.scrollIntoView({ block: "start" });

// Of a long text the browser only guesses how high is what it has not laid out, so a height leads Back and Reload to
// another place: the paragraph at the top of the window is kept instead, with how far up it is.
const lines = document.querySelectorAll(".text.long p");
if (lines.length) {
  const keep = () => {
    const boxes = [...lines].map((line) => line.getBoundingClientRect());
    const found = boxes.findIndex((box) => box.bottom > 0);
    const at = found < 0 ? lines.length - 1 : found;
    history.replaceState({ line: at, top: boxes[at].top }, "");
  };
  const lead = (state, times = 3) => {
    if (!lines[state?.line]) return;
    scrollBy({ top: lines[state.line].getBoundingClientRect().top - state.top, behavior: "instant" });
    if (times) requestAnimationFrame(() => lead(state, times - 1)); // what is laid out now may push it away
  };
  let scrolled = 0;
  const keepSoon = () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(keep, 100);
  };
  history.scrollRestoration = "manual";
  addEventListener("popstate", (event) => lead(event.state));
  addEventListener("pageshow", () => {
    lead(history.state);
    addEventListener("scroll", keepSoon, { passive: true }); // not before: a fragment scrolls while the page comes in
  });
}

const fold = document.querySelector(".fold");
if (fold && matchMedia("(max-width: 52rem)").matches) fold.open = false;

const text = document.querySelector(".text");
let beside = null;

function putAway(back) {
  const from = beside?.from;
  beside?.panel.remove();
  beside = null;
  if (back) from?.focus();
}

// The entries of the list below the text, where the text is read: in the margin, or under the paragraph.
function showBeside(ids, from, place) {
  const same = beside?.from === from;
  putAway(false);
  if (same) return;
  const panel = document.createElement("aside");
  panel.className = "beside";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", from.getAttribute("aria-label"));
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => putAway(true));
  const list = document.createElement("ol");
  list.className = "quotations";
  for (const id of ids) {
    const entry = document.getElementById(id)?.cloneNode(true);
    if (!entry) continue;
    entry.removeAttribute("id");
    list.append(entry);
  }
  panel.append(close, list);
  place.closest("p").after(panel);
  if (getComputedStyle(panel).position === "absolute") {
    panel.style.top = place.getBoundingClientRect().top - text.getBoundingClientRect().top + "px";
  }
  beside = { panel, from };
  panel.focus({ preventScroll: true });
}

if (text) {
  document.body.classList.add("with-script");
  text.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const mark = event.target.closest(".quoted-by");
    const quotation = event.target.closest(".quotation:not(.not-found, .not-traced)");
    const ref = event.target.closest(".ref")
      || (quotation && text.querySelector(`.ref[href="#quotation-${quotation.dataset.entry}"]`));
    if (mark) {
      showBeside(mark.dataset.entries.split(" ").map((n) => "quoting-" + n), mark, mark);
    } else if (ref && getSelection().isCollapsed) {
      showBeside([ref.hash.slice(1)], ref, event.target);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && beside) putAway(true);
  });
}
