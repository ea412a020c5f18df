// Everything works without this. It adds: "/" to the search box (can be switched off), suggestions while typing,
// a button beside each citation that copies it, the way to a passage, and narrowing folded away on a narrow window.
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

const fold = document.querySelector(".fold");
if (fold && matchMedia("(max-width: 52rem)").matches) fold.open = false;
