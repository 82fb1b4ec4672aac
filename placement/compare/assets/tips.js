/* The mark under the pointer says what it is; with a picture in focus the arrow keys walk through its marks. */
{
  const MARK = '[role="graphics-symbol"][aria-label]:not([aria-roledescription="axis"]):not([aria-roledescription="legend"])';
  const tip = document.getElementById("tip");
  const show = (mark) => {
    tip.hidden = !mark;
    if (!mark) { return; }
    tip.textContent = mark.getAttribute("aria-label");
    const box = mark.getBoundingClientRect();
    const left = box.left + box.width / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(8, box.top - tip.offsetHeight - 8)}px`;
  };
  for (const figure of document.querySelectorAll("figure")) {
    const marks = [...figure.querySelectorAll(MARK)];
    let at = -1;
    figure.addEventListener("pointerover", (event) => show(event.target.closest(MARK)));
    figure.addEventListener("pointerleave", () => show(null));
    figure.addEventListener("blur", () => show(null));
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { show(null); }
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step || !marks.length) { return; }
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      show(marks[at]);
    });
  }
}
