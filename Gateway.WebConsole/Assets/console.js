// Reconnects by itself; short cuts to the search; the viewer's zone; drafts of forms that outlive a restart of the node.
"use strict";
(function () {
  function start() {
    Blazor.start({
      circuit: {
        reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: 2000 },
        reconnectionHandler: {
          onConnectionDown: function () { document.body.classList.add("away"); again(); },
          onConnectionUp: function () { document.body.classList.remove("away"); }
        }
      }
    });
  }
  async function again() {
    for (;;) {
      await new Promise(function (done) { setTimeout(done, 1500); });
      try {
        if (await Blazor.reconnect()) { return; }
        location.reload();
        return;
      } catch (away) { /* the gateway is still away: try again */ }
    }
  }

  // That somebody sits before the page: half an hour without it ends the sign-in.
  var told = 0;
  function alive() {
    if (Date.now() - told < 60000) { return; }
    told = Date.now();
    fetch("/console/alive", { method: "POST" }).catch(function () { told = 0; });
  }
  ["pointerdown", "keydown"].forEach(function (kind) { document.addEventListener(kind, alive, { passive: true }); });

  // "/" and Ctrl-K lead to the search from wherever nobody types.
  document.addEventListener("keydown", function (event) {
    var types = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!(event.key === "/" && !types && !event.ctrlKey) && !(event.key === "k" && (event.ctrlKey || event.metaKey))) { return; }
    var search = document.getElementById("find");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  });

  // <form data-draft="name">: what is typed stays in this window until the form is done, but for fields with data-private (keys, ID numbers).
  function draftOf(form) { return "draft:" + location.pathname + ":" + form.dataset.draft; }
  function fieldsOf(form) { return Array.from(form.elements).filter(function (field) { return field.name && field.type !== "file" && field.type !== "hidden" && !("private" in field.dataset); }); }
  function keep(event) {
    var form = event.target.form;
    if (!form || !form.dataset.draft) { return; }
    var kept = {};
    fieldsOf(form).forEach(function (field) { kept[field.name] = field.type === "checkbox" ? field.checked : field.value; });
    sessionStorage.setItem(draftOf(form), JSON.stringify(kept));
  }
  function restore(form) {
    var kept = JSON.parse(sessionStorage.getItem(draftOf(form)) || "null");
    form.dataset.drafted = "";
    if (!kept) { return; }
    fieldsOf(form).forEach(function (field) {
      if (!(field.name in kept)) { return; }
      if (field.type === "checkbox") { if (field.checked === kept[field.name]) { return; } field.checked = kept[field.name]; }
      else { if (field.value === kept[field.name]) { return; } field.value = kept[field.name]; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  new MutationObserver(function () { document.querySelectorAll("form[data-draft]:not([data-drafted])").forEach(restore); }).observe(document.documentElement, { childList: true, subtree: true });
  window.gatewayConsole = {
    draftDone: function (name) { sessionStorage.removeItem("draft:" + location.pathname + ":" + name); },
    back: function () { history.back(); },
    save: async function (name, stream) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
      link.download = name;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    }
  };

  if (window.Blazor) { start(); }
})();
