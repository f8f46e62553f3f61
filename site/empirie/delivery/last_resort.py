"""Pages that need nothing that could be broken: no template, no database, no cache, no list of static files.

Bytes in both languages, chosen by the address; in the admin by what the browser prefers, since nobody can be
asked which language a user chose while the database is away.
"""

import json
from http import HTTPStatus
from string import Template

RETRY_AFTER = 30  # seconds

# (title, sentence) by status and language. "admin" is for people who may have typed something.
WORDS = {
    (500, "pl"): (
        "Coś się u nas zepsuło",
        "Strona nie może się teraz otworzyć. To nasz błąd, nie twój. Spróbuj ponownie za kilka minut.",
    ),
    (500, "en"): (
        "Something went wrong on our side",
        "This page cannot open now. It is our fault, not yours. Please try again in a few minutes.",
    ),
    (503, "pl"): (
        "Ta strona chwilowo się nie otwiera",
        "Nie możemy teraz sięgnąć do naszych danych. Część stron nadal działa. Spróbuj ponownie za chwilę.",
    ),
    (503, "en"): (
        "This page cannot open for the moment",
        "We cannot reach our data now. Some of the pages still work. Please try again in a moment.",
    ),
    (503, "pl", "admin"): (
        "Teraz nie da się niczego zapisać",
        "Baza danych nie odpowiada. To, co zostało wpisane, nie jest jeszcze zapisane: wróć przyciskiem "
        "„Wstecz” w przeglądarce, nie zamykaj tamtej karty i spróbuj zapisać ponownie za kilka minut.",
    ),
    (503, "en", "admin"): (
        "Nothing can be saved now",
        "The database does not answer. What you typed is not saved yet: go back with your browser’s Back "
        "button, keep that tab open and try to save again in a few minutes.",
    ),
    (413, "pl"): (
        "To za duża przesyłka",
        "Serwer nie przyjmuje tak dużych plików naraz. Podziel je na części.",
    ),
    (413, "en"): ("That is too large", "The server does not take as much at once. Please send it in parts."),
    (400, "pl"): ("Serwer tego nie rozumie", "Przeglądarka wysłała zapytanie, którego nie umiemy odczytać."),
    (400, "en"): ("The server does not understand", "The browser sent a request that cannot be read."),
}
SIGNS = {"pl": ("Numer zgłoszenia", "/", "Strona główna"), "en": ("Request number", "/en/", "Home page")}
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = Template("""<!DOCTYPE html>
<html lang="$language">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>$title – Empirie</title>
    <link rel="stylesheet" href="/static/css/site.css">
  </head>
  <body>
    <main class="wide not-found">
      <div class="page-head">
        <h1>$title</h1>
        <p class="lead">$sentence</p>
        $number
        $way
      </div>
    </main>
  </body>
</html>
""")


def language_of(environ):
    """ "en" under /en/; in the admin what the browser names first of the two; else "pl"."""
    path = environ.get("PATH_INFO", "")
    if not path.startswith("/admin/"):
        return "en" if path == "/en" or path.startswith("/en/") else "pl"
    for part in environ.get("HTTP_ACCEPT_LANGUAGE", "").lower().split(","):
        if part.strip()[:2] in ("pl", "en"):
            return part.strip()[:2]
    return "pl"


def page(status, environ, request_id):
    """(content type, bytes) of the page for a status; JSON for a script, which reads `error`."""
    language = language_of(environ)
    is_admin = environ.get("PATH_INFO", "").startswith("/admin/")
    title, sentence = WORDS.get((status, language, "admin") if is_admin else (), WORDS[status, language])
    sign, home, home_title = SIGNS[language]
    if _is_script(environ):
        fields = {"success": False, "error": f"{title}. {sentence}", "error_message": f"{title}. {sentence}"}
        return "application/json", json.dumps(fields | {"request": request_id}).encode()
    body = PAGE.substitute(
        language=language,
        title=title,
        sentence=sentence,
        number=f"<p>{sign}: <code>{request_id}</code></p>" if request_id else "",
        # Whoever typed something is not led away from it.
        way="" if is_admin else f'<p><a class="button" href="{home}">{home_title}</a></p>',
    )
    return "text/html; charset=utf-8", body.encode()


def headers(status, content_type, body):
    """The headers such a page is sent with: nobody keeps it, and a search engine comes again."""
    found = {
        "Content-Type": content_type,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
    }
    return found | ({"Retry-After": str(RETRY_AFTER)} if status == 503 else {})


def plain_page(start_response, status, environ, request_id):
    """Answer a request with the page for `status`, as a WSGI application does."""
    content_type, body = page(status, environ, request_id)
    start_response(f"{status} {HTTPStatus(status).phrase}", list(headers(status, content_type, body).items()))
    return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else body]


def _is_script(environ):
    accepts = environ.get("HTTP_ACCEPT", "")
    return environ.get("HTTP_X_REQUESTED_WITH") == "XMLHttpRequest" or (
        "json" in accepts and "text/html" not in accepts
    )
