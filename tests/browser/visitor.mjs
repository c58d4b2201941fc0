// Who visits the page: somebody for the first time, who is shown the opening of an outage, or somebody who has seen them all,
// whom a plain address leads to the desk.

/** In the page, before its first script: it is not the first visit. Where nothing can be remembered, it is. */
export const returning = () => {
  // A figure in an article shows no opening, and keeps nothing.
  if (self !== top) return;
  try {
    localStorage.setItem("outage-explorer-seen", "*");
  } catch {
    // A sandboxed frame.
  }
};
