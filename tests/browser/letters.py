"""The letters a reader happens to have, chosen by the test and not by the fonts of the machine.

Where a system has none of the faces that the style sheet names, the browser takes what is there: narrow
letters or wide ones. Both are made of the site's own font file, wider or narrower by `size-adjust`.
"""

from .styles import SHEET

# As narrow as Liberation Sans Narrow; as wide as the bold of DejaVu Sans and of Verdana.
LETTERS = {"narrow": "76%", "wide": "120%"}
WEAR = f"""async ([width, more]) => {{
  {SHEET}
  window.letters ??= added("");
  window.letters.replaceSync(`
    @font-face {{
      font-family: "Letters ${{width}}";
      src: url("/static/fonts/poltawski-nowy-700.woff2");
      size-adjust: ${{width}};
    }}
    :root {{ --sans: "Letters ${{width}}"; --serif: "Letters ${{width}}"; }}
    ${{more}}
  `);
  await document.fonts.load(`1rem "Letters ${{width}}"`, "aą");
  return getComputedStyle(document.body).fontFamily;
}}"""


def in_all_letters(page, style=""):
    """The open page in narrow letters, then in wide ones, each time with `style` besides: their names."""
    for name, width in LETTERS.items():
        assert width in page.evaluate(WEAR, [width, style]), "the page does not take these letters"
        yield name
