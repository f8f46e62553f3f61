// "Copy link": the button appears where the browser can copy. Without it the address stands there to select.

/** Selects the address, for a reader whose browser would not copy it. */
function select(address) {
  getSelection().selectAllChildren(address);
}

for (const share of document.querySelectorAll("section[data-share]")) {
  const button = share.querySelector("button");
  const address = share.querySelector(".share-address");
  const said = share.querySelector("[role=status]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = ""; // so that the same words are announced a second time
    try {
      await navigator.clipboard.writeText(address.textContent);
      said.textContent = button.dataset.copied;
    } catch {
      select(address);
      said.textContent = button.dataset.notCopied;
    }
  });
}
