// The site's own search: every word that was typed must stand in a section; whole texts are compared, so that it
// works for Japanese, which has no spaces, as for English. The index is a script, loaded at the first search.
(function () {
  "use strict";
  const dialog = document.getElementById("course-search");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const count = dialog.querySelector(".course-search__count");
  const list = dialog.querySelector("ol");
  const MOST = 40;
  let index = null;
  let waiting = null;

  function load() {
    if (waiting) return waiting;
    waiting = new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = dialog.dataset.base + "/assets/search-index.js";
      script.onload = function () {
        index = window.courseSearchIndex;
        for (const section of index.sections) section.push(section[2].toLowerCase(), section[3].toLowerCase());
        resolve();
      };
      script.onerror = reject;
      document.head.append(script);
    });
    return waiting;
  }

  // A section is [page, anchor, heading, text, heading in lower case, text in lower case].
  function rate(section, words) {
    const page = index.pages[section[0]];
    let points = 0;
    for (const word of words) {
      const inHeading = section[4].includes(word);
      const at = section[5].indexOf(word);
      if (!inHeading && at < 0) return 0;
      if (inHeading) points += section[4] === word ? 40 : 20;
      if (at >= 0) points += Math.min(5, section[5].split(word).length - 1);
      if (at >= 0 && !/[a-z0-9]/.test(section[5][at - 1] || "")) points += 2;
    }
    if (page[2] === dialog.dataset.language) points += 10;
    if (page[3] === "lesson" || page[3] === "home") points += 4;
    return points;
  }

  function marked(text, words) {
    const fragment = document.createDocumentFragment();
    const lower = text.toLowerCase();
    let from = 0;
    while (from < text.length) {
      let at = -1;
      let length = 0;
      for (const word of words) {
        const found = lower.indexOf(word, from);
        if (found >= 0 && (at < 0 || found < at)) { at = found; length = word.length; }
      }
      if (at < 0) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + length);
      fragment.append(text.slice(from, at), mark);
      from = at + length;
    }
    fragment.append(text.slice(from));
    return fragment;
  }

  function around(section, words) {
    const at = Math.max(0, Math.min(...words.map((word) => section[5].indexOf(word)).filter((at) => at >= 0), 1e9));
    const from = at === 1e9 ? 0 : Math.max(0, at - 60);
    const text = section[3].slice(from, from + 200);
    return (from ? "… " : "") + text + (from + 200 < section[3].length ? " …" : "");
  }

  function row(section, words) {
    const page = index.pages[section[0]];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = dialog.dataset.base + "/" + encodeURI(page[0]) + (section[1] ? "#" + encodeURIComponent(section[1]) : "");
    link.lang = page[2];
    const title = document.createElement("strong");
    title.append(marked(section[2], words));
    const where = document.createElement("small");
    where.textContent = section[2] === page[1] ? "" : page[1];
    const text = document.createElement("span");
    text.append(marked(around(section, words), words));
    link.append(title, where, text);
    link.addEventListener("click", () => dialog.close());
    item.append(link);
    return item;
  }

  function show() {
    const words = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    count.textContent = "";
    if (!words.length || !index) return;
    const found = index.sections.map((section) => [rate(section, words), section]).filter((one) => one[0]);
    found.sort((a, b) => b[0] - a[0]);
    const words_for = found.length === 0 ? "none" : found.length === 1 ? "one" : "other";
    count.textContent = dialog.dataset[words_for].replace("#", found.length);
    list.append(...found.slice(0, MOST).map((one) => row(one[1], words)));
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    load().then(show);
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...list.querySelectorAll("a")];
    if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      if (!event.isComposing && links.length) links[0].click();
    }
    if (!step || !links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    if (next < 0) input.focus(); else links[Math.min(next, links.length - 1)].focus();
  }

  document.querySelectorAll(".course-search__open").forEach((button) => button.addEventListener("click", open));
  document.addEventListener("keydown", function (event) {
    const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("keydown", walk);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  input.addEventListener("input", show);
})();
