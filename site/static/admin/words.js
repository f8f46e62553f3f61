/* English that Wagtail 8.0.1 and wagtail-localize 1.14.5 write into screens of every language. The words in
   the editor's language stand at this script's own element. */

(() => {
  const words = document.currentScript.dataset;
  const TITLE = /^(.+) to (.+) translation$/;

  function replaceIn(root) {
    for (const button of root.querySelectorAll('input[type="submit"][value="Search"]')) {
      button.value = words.search;
    }
    for (const label of root.querySelectorAll(".w-sr-only, .js-translation-editor :is(h2, h3, a)")) {
      if (label.textContent === "More actions") say(label, words.more);
      const languages = label.textContent.match(TITLE);
      if (languages) {
        say(label, words.translation.replace("{source}", languages[1]).replace("{target}", languages[2]));
      }
    }
  }

  /* In English the words are the same: written again, they would call the observer for ever. */
  function say(label, text) {
    if (label.textContent !== text) label.textContent = text;
  }

  document.addEventListener("DOMContentLoaded", () => {
    replaceIn(document);
    const editor = document.querySelector(".js-translation-editor");
    if (editor) {
      new MutationObserver(() => replaceIn(editor)).observe(editor, { childList: true, subtree: true });
    }
  });
})();
