/* Opens the photos of a gallery in place. Each photo has a page of its own: the viewer shows what stands on it,
   so that without this script, and after a reload, readers get the same. */

const SWIPE = 48;

const isPlainClick = (event) =>
  event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

async function fetchPhoto(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // Adopted by this document, the picture starts to load before it is shown.
  const article = document.adoptNode(page.querySelector("[data-photo]"));
  article.querySelector(".photo-steps").remove();
  const heading = document.createElement("h2");
  heading.className = "viewer-caption";
  heading.append(...article.querySelector("h1").childNodes);
  article.querySelector(".photo-head").remove();
  article.querySelector("figcaption").prepend(heading);
  return { article, position: article.dataset.position, heading: heading.textContent, title: page.title };
}

class Viewer {
  constructor(dialog, links) {
    this.dialog = dialog;
    this.links = links;
    this.stage = dialog.querySelector(".viewer-stage");
    this.position = dialog.querySelector("[role=status]");
    this.previous = dialog.querySelector("[data-step=previous]");
    this.next = dialog.querySelector("[data-step=next]");
    this.title = document.title;
    this.photos = new Map();
    this.index = 0;
    this.listen();
  }

  listen() {
    this.links.forEach((link, index) =>
      link.addEventListener("click", (event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        this.open(index);
      }),
    );
    this.previous.addEventListener("click", () => this.go(this.index - 1));
    this.next.addEventListener("click", () => this.go(this.index + 1));
    this.dialog.querySelector("[data-close]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.pressed(event));
    this.dialog.addEventListener("close", () => this.closed());
    addEventListener("popstate", (event) => this.travelled(event));
    this.listenToSwipes();
  }

  listenToSwipes() {
    let start = null;
    this.stage.addEventListener("pointerdown", (event) => {
      const isSwipe = event.isPrimary && event.pointerType !== "mouse" && (visualViewport?.scale ?? 1) <= 1.05;
      start = isSwipe ? { x: event.clientX, y: event.clientY } : null;
    });
    this.stage.addEventListener("pointercancel", () => (start = null));
    this.stage.addEventListener("pointerup", (event) => {
      if (!start) return;
      const across = event.clientX - start.x;
      const down = event.clientY - start.y;
      start = null;
      if (Math.abs(across) < SWIPE || Math.abs(across) < 1.5 * Math.abs(down)) return;
      this.go(this.index + (across < 0 ? 1 : -1));
    });
  }

  /* The back button closes the viewer at once, however many photos were looked at: only opening adds an entry. */
  open(index) {
    history.scrollRestoration = "manual";
    history.pushState({ photo: true }, "", this.links[index].href);
    this.appear(index);
  }

  appear(index) {
    if (!this.dialog.open) this.dialog.showModal();
    this.show(index);
    (this.next.ariaDisabled === "true" ? this.dialog.querySelector("[data-close]") : this.next).focus();
  }

  go(index) {
    if (index < 0 || index >= this.links.length || index === this.index) return;
    history.replaceState({ photo: true }, "", this.links[index].href);
    this.show(index);
  }

  async show(index) {
    this.index = index;
    this.previous.ariaDisabled = String(index === 0);
    this.next.ariaDisabled = String(index === this.links.length - 1);
    this.dialog.setAttribute("aria-busy", "true");
    try {
      const photo = await this.load(index);
      if (this.index !== index || !this.dialog.open) return;
      this.fill(photo);
    } catch {
      // Withdrawn meanwhile, or no network: the photo's own page says what there is to say.
      if (this.index === index && this.dialog.open) location.assign(this.links[index].href);
      return;
    }
    for (const neighbour of [index + 1, index - 1]) this.load(neighbour).catch(() => {});
  }

  fill(photo) {
    photo.article.querySelector("[role=status]").replaceChildren();
    this.stage.replaceChildren(photo.article);
    this.dialog.scrollTop = 0;
    this.dialog.removeAttribute("aria-busy");
    // Seen, the heading stands below the picture already.
    const heading = document.createElement("span");
    heading.className = "visually-hidden";
    heading.textContent = photo.heading === photo.position ? "" : `: ${photo.heading}`;
    this.position.replaceChildren(photo.position, heading);
    document.title = photo.title;
  }

  async load(index) {
    const url = this.links[index]?.href;
    if (!url) return null;
    if (!this.photos.has(url)) {
      const photo = fetchPhoto(url);
      this.photos.set(url, photo);
      photo.catch(() => this.photos.delete(url));
    }
    return this.photos.get(url);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.target.matches("input")) return;
    const last = this.links.length - 1;
    const target = { ArrowLeft: this.index - 1, ArrowRight: this.index + 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.go(target);
  }

  closed() {
    document.title = this.title;
    this.stage.replaceChildren();
    this.position.textContent = "";
    this.returnFocus();
    if (history.state?.photo) history.back();
  }

  travelled(event) {
    const index = event.state?.photo ? this.links.findIndex((link) => link.href === location.href) : -1;
    if (index >= 0) {
      this.appear(index);
    } else {
      if (this.dialog.open) this.dialog.close();
      history.scrollRestoration = "auto";
      this.returnFocus();
    }
  }

  returnFocus() {
    this.links[this.index].focus();
  }
}

/* "Link to this photo" copies the address; where the browser forbids that, it is shown, ready to be copied. */
async function share(link) {
  const answer = link.closest(".photo-tools").querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(link.href);
    answer.textContent = link.dataset.copied;
  } catch {
    const label = document.createElement("label");
    const address = document.createElement("input");
    address.readOnly = true;
    address.value = link.href;
    label.append(link.dataset.byHand, " ", address);
    answer.replaceChildren(label);
    address.focus();
    address.select();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-share]");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  share(link);
});

/* Photos below the first rows wait, so that the first view stays light. The first scroll calls those that are near,
   and from then on they come well before the reader does. */
function callNearPhotos(waiting) {
  const watch = (rootMargin) => {
    const watcher = new IntersectionObserver(
      (entries) =>
        entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
          target.classList.add("photo-near");
          watcher.unobserve(target);
        }),
      { rootMargin },
    );
    waiting.forEach((link) => watcher.observe(link));
  };
  watch("0px");
  addEventListener("scroll", () => watch("150% 0px"), { once: true, passive: true });
}

callNearPhotos(document.querySelectorAll(".photo-waits"));

const dialog = document.querySelector("dialog.viewer");
const links = [...document.querySelectorAll("a[data-photo-link]")];
if (dialog && links.length) new Viewer(dialog, links);

/* A photo that was reloaded inside the viewer is a page now, but Chromium takes the gallery before it for the same
   document: going back would change the address alone. */
if (document.querySelector("main [data-photo]")) {
  const opened = location.pathname;
  addEventListener("popstate", () => {
    if (location.pathname !== opened) location.reload();
  });
}
