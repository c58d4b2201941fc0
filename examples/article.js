// Steps the figure through the day as the reader scrolls. The text carries what each step shows, in data attributes:
// data-seek (a moment), data-of, data-from and data-until (what to highlight), data-set (changes, as in a link).

const figure = document.querySelector("outage-explorer");
const steps = [...document.querySelectorAll("[data-seek]")];
let shown;

function show(step) {
  if (step === shown) return;
  shown?.classList.remove("now");
  shown = step;
  step.classList.add("now");
  const { seek, of, from, until, set } = step.dataset;
  // Each step starts from the day as it happened, so that they can be read in any order.
  const commands = [
    figure.reset(),
    ...(set ? [figure.set(set)] : []),
    figure.seek(seek),
    figure.highlight({ of, from, until }),
  ];
  // A figure that cannot run leaves its text in place; the article works without it.
  Promise.all(commands).catch((error) => console.info(error.message));
}

customElements.whenDefined("outage-explorer").then(() => {
  // A step is the one whose text crosses a line in the lower half of the window.
  const watch = new IntersectionObserver(
    (entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && show(target)),
    { rootMargin: "-60% 0px -39% 0px" },
  );
  steps.forEach((step) => watch.observe(step));
});
