"""A style that a test puts into a page, by the one door that the page's security policy leaves to scripts."""

ADD = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""


def add_style(page, text):
    page.evaluate(ADD, text)
