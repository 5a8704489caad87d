"use strict";
// Loads the page again when another version of the site is served. The server adds this script;
// a built site doesn't have it.
(() => {
  const own = new URL(document.currentScript.src).search.slice(1);
  let events = null;
  const stop = () => {
    if (events) events.close();
    events = null;
  };
  const listen = () => {
    stop();
    if (document.visibilityState !== "visible") return;
    events = new EventSource("/.rungs/events");
    events.onmessage = (event) => {
      if (event.data !== own) location.reload();
    };
    // Browsers give up for good when a server is gone for long; this doesn't.
    events.onerror = () => {
      if (events && events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
})();
