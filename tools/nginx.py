"""nginx in front of app processes for one run, from the program of this machine."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.processes import free_port, wait_for_port

PATIENCE = 10
DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  client_max_body_size 60m;
  upstream machines {{
    {servers}
    keepalive 32;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://machines;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      add_header X-Machine $upstream_addr always;
    }}
  }}
}}
"""


def program():
    """nginx, which Debian keeps where only root looks; None without it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def deployed(folder, listen, upstream="127.0.0.1:8000", media="/var/lib/empirie/media"):
    """deploy/nginx.conf with its own files in `folder`, listening to `listen` in the place of port 443."""
    text = (DEPLOY / "nginx.conf").read_text()
    for theirs, ours in (
        ("listen 443 ssl", f"listen {listen}"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("127.0.0.1:8001", f"127.0.0.1:{free_port()}"),
        ("127.0.0.1:8000", upstream),
        ("/var/lib/empirie/media", str(media)),
        ("/var/cache/empirie", f"{folder}/pages"),
        ("/srv/empirie/deploy", str(DEPLOY)),
    ):
        if theirs not in text:
            raise ValueError(f"deploy/nginx.conf has no {theirs}")
        text = text.replace(theirs, ours)
    return text


class Nginx:
    """Hands requests to the machines ("127.0.0.1:8001", …) in turns; `X-Machine` says which one answered."""

    def __init__(self, machines):
        self.machines = machines

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="empirie-nginx-"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        servers = "\n    ".join(f"server {machine};" for machine in self.machines)
        path = self.folder / "nginx.conf"
        path.write_text(CONFIGURATION.format(folder=self.folder, servers=servers, port=self.port))
        self.process = subprocess.Popen([program(), "-c", str(path), "-p", str(self.folder)])
        try:
            wait_for_port(self.port, PATIENCE)
        except TimeoutError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
