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
  start();
})();
