// The viewer's time zone, for the server that writes the times. Runs before anything is shown.
"use strict";
(function () {
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) { document.cookie = "gateway.zone=" + encodeURIComponent(zone) + "; path=/; max-age=31536000; samesite=strict"; }
})();
