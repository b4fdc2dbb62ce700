// Reconnects by itself: the console comes back when the gateway has restarted.
"use strict";
(function () {
  function start() {
    Blazor.start({
      circuit: {
        reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: 2000 },
        reconnectionHandler: {
          onConnectionDown: function () { document.body.classList.add("gw-down"); again(); },
          onConnectionUp: function () { document.body.classList.remove("gw-down"); }
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
  start();
})();
