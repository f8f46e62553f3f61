"""Stand-ins for the translation services, on this machine, speaking their real protocols."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DEEPL_KEY = "key-of-the-site"
LIBRE_KEY = "libre-key"


class _Service(BaseHTTPRequestHandler):
    """Checks the question as the real service does. `server.answer` replaces the answer of a healthy day."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append(json.loads(body))
        if self.server.delay.is_set():
            self.server.released.wait(10)
        status, answer = self.server.answer or self.healthy(json.loads(body))
        payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *args):
        pass


class DeepLService(_Service):
    """https://developers.deepl.com/docs/api-reference/translate"""

    def healthy(self, question):
        if self.path != "/v2/translate":
            return 404, {"message": "Not found"}
        if self.headers["Authorization"] != f"DeepL-Auth-Key {DEEPL_KEY}":
            return 403, b""
        if not isinstance(question.get("text"), list) or len(question["text"]) > 50:
            return 400, {"message": "Too many texts"}
        if question["target_lang"] != "EN-GB" or question["source_lang"] != "PL":
            return 400, {"message": "Value for 'target_lang' not supported."}
        texts = [{"detected_source_language": "PL", "text": f"Deep {text}"} for text in question["text"]]
        return 200, {"translations": texts}


class LibreTranslateService(_Service):
    """https://docs.libretranslate.com/api/operations/translate/"""

    def healthy(self, question):
        if self.path != "/translate":
            return 404, {"error": "Not found"}
        if question.get("api_key") != LIBRE_KEY:
            return 403, {"error": "Invalid API key"}
        if (question["source"], question["target"], question["format"]) != ("pl", "en", "html"):
            return 400, {"error": "en is not supported"}
        return 200, {"translatedText": [f"Libre {text}" for text in question["q"]]}


@contextmanager
def running(service):
    """The stand-in while the block runs; `.address` is where, `.questions` what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), service)
    server.questions, server.answer = [], None
    server.delay, server.released = threading.Event(), threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def deepl(server, **options):
    """The setting that sends texts to this stand-in."""
    given = {"AUTH_KEY": DEEPL_KEY, "ADDRESS": server.address, "TIMEOUT": 5} | options
    return {"CLASS": "empirie.translation.machine.DeepL", "OPTIONS": given}


def libretranslate(server, **options):
    given = {"LIBRETRANSLATE_URL": server.address, "API_KEY": LIBRE_KEY, "TIMEOUT": 5} | options
    return {"CLASS": "empirie.translation.machine.LibreTranslate", "OPTIONS": given}
