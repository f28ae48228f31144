// Comforts only: clocks that tick, keys, a filter. Every page works without this file.
"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("js");

  // The server's clock is the one that counts; the device's clock only tells how much time has passed since.
  var serverNow = 0;
  var loadedAt = performance.now();

  function now() {
    return serverNow + Math.floor((performance.now() - loadedAt) / 1000);
  }

  function two(n) {
    return (n < 10 ? "0" : "") + n;
  }

  // As Clockface.Span on the server.
  function span(seconds) {
    seconds = Math.abs(seconds);
    var days = Math.floor(seconds / 86400);
    var hours = Math.floor(seconds / 3600) % 24;
    var minutes = Math.floor(seconds / 60) % 60;
    if (days === 0) return two(hours) + ":" + two(minutes) + ":" + two(seconds % 60);
    return days + (root.lang === "en" ? " d " : "天 ") + two(hours) + ":" + two(minutes);
  }

  function tick() {
    var moment = now();
    document.querySelectorAll("[data-due]").forEach(function (clock) {
      var left = Number(clock.dataset.due) - moment;
      write(clock.querySelector(".span"), span(left));
      // Passing the instant changes the words too: they come from the server.
      if (left === -1) refresh(), renewLive();
    });
    document.querySelectorAll("[data-since]").forEach(function (clock) {
      write(clock.querySelector(".span"), span(moment - Number(clock.dataset.since)));
    });
  }

  function write(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  function renewLive() {
    var part = document.querySelector("[data-live]");
    if (part && window.htmx) renew(part);
  }

  function refresh() {
    var form = document.getElementById("facts");
    if (form && window.htmx) window.htmx.trigger(form, "refresh");
  }

  // What was unfolded stays unfolded when the answer is renewed, and the focus stays on the link that leads to the same place.
  var unfolded = {};
  var held = null;

  function remember() {
    held = document.activeElement.closest("[data-live] a[href]");
    held = held && held.getAttribute("href");
    document.querySelectorAll("#result details[id], [data-live] details[id]").forEach(function (details) {
      unfolded[details.id] = details.open;
    });
  }

  function unfold() {
    document.querySelectorAll("#result details[id], [data-live] details[id]").forEach(function (details) {
      if (details.id in unfolded) details.open = unfolded[details.id];
    });
  }

  function hold() {
    if (held === null || document.activeElement.getAttribute("href") === held) return;
    var link = document.querySelector("[data-live] a[href='" + CSS.escape(held) + "']");
    if (link) link.focus();
  }

  // A link may lead into something folded.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (!target) return;
    var field = target.matches("input");
    if (field) target.focus();
    target.scrollIntoView({ block: field ? "center" : "start" });
  }

  // What is fixed below the board has to know how high the board is; it grows with its words.
  function measure() {
    var board = document.querySelector(".board");
    var fixed = board && getComputedStyle(board).position === "sticky";
    root.style.setProperty("--board", (fixed ? board.offsetHeight : 0) + "px");
  }

  function markWrong() {
    document.querySelectorAll("#facts [data-field]").forEach(function (field) {
      var wrong = field.querySelector(".wrong") !== null;
      field.querySelectorAll("input").forEach(function (input) {
        if (wrong) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      });
    });
  }

  function filter() {
    var words = document.querySelector("[data-filter]");
    var onlyOpen = document.querySelector("[data-only-open]");
    if (!words) return;
    var sought = words.value.trim().toLowerCase();
    document.querySelectorAll("[data-facts] [data-field]").forEach(function (field) {
      var fits = sought === "" || field.textContent.toLowerCase().indexOf(sought) >= 0;
      var open = !onlyOpen || !onlyOpen.checked || field.querySelector("[data-matters], .wrong") !== null || field.contains(document.activeElement);
      field.hidden = !(fits && open);
    });
    document.querySelectorAll("[data-facts] .group").forEach(function (group) {
      group.hidden = group.querySelector("[data-field]:not([hidden])") === null;
    });
  }

  function shanghaiNow() {
    var moment = new Date((now() + 8 * 3600) * 1000).toISOString();
    return moment.slice(0, moment.slice(17, 19) === "00" ? 16 : 19);
  }

  function typing(target) {
    return target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  }

  // What is not in the navigation of this person has no key either, but for the pages that everybody has.
  var pages = { w: "/", i: "/incidents", x: "/risks", d: "/assess", p: "/people", s: "/settings", a: "/audit", e: "/kit", l: "/law", c: "/law/coverage", k: "/law/calendar", v: "/law/vocabulary", h: "/help" };
  var gone = -Infinity;

  function signedIn() {
    return document.querySelector(".top nav a[href='/incidents']") !== null;
  }

  // Live: the stream says which matter changed, the page fetches its own part again; where the stream is blocked, it asks now and then.
  var pollEvery = 30000;
  var waiting = 0;

  function live() {
    var part = document.querySelector("[data-live]");
    if (!part || !window.htmx) return;
    // The address in the bar names what is shown, with its filters.
    part.setAttribute("hx-get", location.pathname + location.search.replace(/([?&])did=[^&]*/, "$1"));
    window.htmx.process(part);
    var polling = 0;
    function poll() {
      if (!polling) polling = setInterval(function () { renew(part); }, pollEvery);
    }
    if (!window.EventSource) return poll();
    var stream = new EventSource("/api/v1/events");
    stream.addEventListener("open", function () {
      clearInterval(polling);
      polling = 0;
    });
    stream.addEventListener("error", poll);
    stream.addEventListener("changed", function (event) {
      var said = JSON.parse(event.data);
      if (part.dataset.matter !== "*" && part.dataset.matter !== said.matter) return;
      clearTimeout(waiting);
      waiting = setTimeout(function () { renew(part); }, 300);
    });
    window.addEventListener("pagehide", function () { stream.close(); });
  }

  // What somebody is typing is never swapped away: the page then says that there is something new. What stays the same stays the same element
  // (morph), so that a link keeps the focus and a key pressed meanwhile still goes where it was meant to.
  function renew(part) {
    var inside = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    var stale = document.getElementById("stale");
    if (inside || part.querySelector("[data-typed]")) {
      if (stale) stale.hidden = false;
    } else {
      window.htmx.trigger(part, "refresh");
    }
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.matches("[data-filter]")) {
      event.target.value = "";
      filter();
    } else if (event.key === "Enter" && event.target.matches("#facts input")) {
      // Enter assesses; the page stays, and so does the cursor.
      event.preventDefault();
      if (!event.target.matches("[data-filter]")) refresh();
    } else if (typing(event.target)) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      var field = document.querySelector("[data-filter], [data-search]");
      if (field) field.focus();
      else location.assign(signedIn() ? "/incidents#q" : "/");
    } else if (event.key === "n" && signedIn() && event.timeStamp - gone >= 1500) {
      event.preventDefault();
      var title = document.querySelector("[data-new]");
      if (title) title.focus();
      else location.assign("/incidents/new");
    } else if (event.timeStamp - gone >= 1500 && document.querySelector("[data-key='" + CSS.escape(event.key) + "']")) {
      // A page's own keys stand on its links, so they go where the link goes.
      event.preventDefault();
      document.querySelector("[data-key='" + CSS.escape(event.key) + "']").click();
    } else if ((event.key === "j" || event.key === "k") && document.querySelector("[data-row]")) {
      // Up and down a list of links; Enter opens the one that has the focus, as everywhere.
      var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row]"));
      var at = rows.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      rows[Math.max(0, Math.min(rows.length - 1, at))].focus();
    } else if (event.key === "?") {
      location.assign("/help");
    } else if (event.key === "g") {
      gone = event.timeStamp;
    } else if (event.timeStamp - gone < 1500) {
      gone = -Infinity;
      var answer = document.getElementById("answer");
      if (event.key === "r" && answer) answer.focus();
      else if (pages[event.key]) location.assign(pages[event.key]);
    }
  }

  // The folded part of the navigation folds again when somebody goes on elsewhere.
  function foldMore(event) {
    var more = document.querySelector(".nav-more[open]");
    if (!more || event.type !== "keydown" && more.contains(event.target)) return;
    if (event.type === "keydown") {
      if (event.key !== "Escape") return;
      more.querySelector("summary").focus();
    }
    more.open = false;
  }

  function click(event) {
    var button = event.target.closest("[data-now-for]");
    if (button) {
      event.preventDefault();
      var input = document.getElementById(button.dataset.nowFor);
      input.value = shanghaiNow();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    var link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  }

  document.addEventListener("DOMContentLoaded", function () {
    serverNow = Number(document.body.dataset.now);
    loadedAt = performance.now();
    document.addEventListener("keydown", key);
    document.addEventListener("click", click);
    ["click", "focusin", "keydown"].forEach(function (what) {
      document.addEventListener(what, foldMore);
    });
    document.addEventListener("htmx:beforeSwap", remember);
    document.addEventListener("htmx:afterSettle", function () {
      unfold();
      hold();
      measure();
      markWrong();
      filter();
      tick();
    });
    document.querySelectorAll("[data-filter], [data-only-open]").forEach(function (control) {
      // The filter is no fact: typing in it asks the server nothing.
      control.addEventListener("input", function (event) {
        event.stopPropagation();
        filter();
      });
    });
    window.addEventListener("hashchange", reveal);
    window.addEventListener("resize", measure);
    document.addEventListener("input", function (event) {
      var form = event.target.form;
      if (form && form.closest("[data-live]")) form.setAttribute("data-typed", "");
    });
    document.addEventListener("change", function (event) {
      if (event.target.matches("[data-replay] input[type=range]")) location.assign(location.pathname + "?seq=" + event.target.value + "#seq");
    });
    measure();
    reveal();
    tick();
    setInterval(tick, 1000);
    // From here on a key is heard: whoever drives the page by keys waits for it.
    root.setAttribute("data-listens", "");
  });

  // htmx is deferred, so it is there once everything is loaded.
  window.addEventListener("load", live);

  // Going back, the browser fills the fields in again; the answer follows them.
  window.addEventListener("pageshow", function (event) {
    var entry = performance.getEntriesByType("navigation")[0];
    if (event.persisted || entry && entry.type !== "navigate") setTimeout(refresh, 0);
  });
})();
