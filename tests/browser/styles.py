"""A style that a test puts into a page, by the one door that the page's security policy leaves to scripts."""

SHEET = """const added = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
  return sheet;
};"""


def add_style(page, text):
    page.evaluate(f"(text) => {{ {SHEET} added(text); }}", text)
