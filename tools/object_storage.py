"""An S3 server for one run: OpenStack Swift with its S3 door, from the programs of this machine.

    python -m tools.object_storage -- command…

runs the command with the settings (AWS_…) of two buckets there. On Debian and Ubuntu the programs are in the
packages swift-proxy, swift-account, swift-container and swift-object.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.console import command_after_dashes, fail, say, wait_for
from tools.processes import free_port, wait_for_port

KEY, SECRET, REGION = "empirie:empirie", "only-for-this-run", "eu-central-1"
PUBLIC, PRIVATE = "empirie-public", "empirie-private"
PATIENCE = 30
PROGRAMS = ["swift-ring-builder", "swift-proxy-server", "swift-account-server", "swift-container-server"]
PARTS = ("account", "container", "object")
SWIFT = """[swift-hash]
swift_hash_path_suffix = empirie
[storage-policy:0]
name = one
default = yes
"""
PART = """[DEFAULT]
devices = {folder}/devices
swift_dir = {folder}
mount_check = false
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
log_address = {folder}/none
log_level = ERROR
[pipeline:main]
pipeline = {part}-server
[app:{part}-server]
use = egg:swift#{part}
"""
PIPELINE = "catch_errors cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes proxy-server"
PROXY = """[DEFAULT]
swift_dir = {folder}
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
log_address = {folder}/none
log_level = ERROR
[pipeline:main]
pipeline = {pipeline}
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{nowhere}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = {region}
s3_acl = false
check_bucket_owner = false
[filter:tempauth]
use = egg:swift#tempauth
user_empirie_empirie = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
"""


def is_here():
    """Whether this machine has the programs."""
    return all(map(shutil.which, PROGRAMS))


class ObjectStorage:
    """Swift in a temporary folder, on free ports of the loopback."""

    def settings(self):
        """The environment variables with which the site uses two new buckets here."""
        return {
            "AWS_STORAGE_BUCKET_NAME": PUBLIC,
            "AWS_PRIVATE_BUCKET_NAME": PRIVATE,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_S3_REGION_NAME": REGION,
            "AWS_S3_ENDPOINT_URL": self.url,
            "AWS_S3_PUBLIC_URL": f"{self.url}/v1/AUTH_empirie/{PUBLIC}",
        }

    def make_buckets(self):
        """One that everybody may read, one that nobody may."""
        import boto3

        client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )
        for bucket, acl in ((PUBLIC, "public-read"), (PRIVATE, "private")):
            client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
            client.put_bucket_acl(Bucket=bucket, ACL=acl)

    def __enter__(self):
        if not is_here():
            raise FileNotFoundError("This machine has no OpenStack Swift.")
        self.folder = Path(tempfile.mkdtemp(prefix="empirie-s3-"))
        self.processes = []
        self.ports = {name: free_port() for name in ("proxy", *PARTS, "nowhere")}
        self.url = f"http://127.0.0.1:{self.ports['proxy']}"
        try:
            self.configure()
            for name in (*PARTS, "proxy"):
                self.start(name)
            self.wait()
            self.make_buckets()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        for process in self.processes:
            process.kill()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def configure(self):
        user = pwd.getpwuid(os.geteuid()).pw_name
        values = {"folder": self.folder, "user": user, "secret": SECRET, "region": REGION}
        values |= {"nowhere": self.ports["nowhere"], "pipeline": PIPELINE}
        (self.folder / "devices" / "disk").mkdir(parents=True)
        (self.folder / "swift.conf").write_text(SWIFT)
        for name in PARTS:
            text = PART.format(part=name, port=self.ports[name], **values)
            (self.folder / f"{name}.conf").write_text(text)
            self.make_ring(name)
        (self.folder / "proxy.conf").write_text(PROXY.format(port=self.ports["proxy"], **values))

    def make_ring(self, name):
        builder = str(self.folder / f"{name}.builder")
        device = f"r1z1-127.0.0.1:{self.ports[name]}/disk"
        for words in (["create", "4", "1", "0"], ["add", device, "1"], ["rebalance"]):
            subprocess.run(["swift-ring-builder", builder, *words], capture_output=True, check=True)

    def start(self, name):
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [f"swift-{name}-server", str(self.folder / f"{name}.conf")],
                    env=os.environ | {"SWIFT_CONF_DIR": str(self.folder)},
                    cwd=self.folder,
                    stdout=log,
                    stderr=log,
                )
            )

    def wait(self):
        try:
            for name in (*PARTS, "proxy"):
                wait_for_port(self.ports[name], PATIENCE)
        except TimeoutError as error:
            logs = "".join(path.read_text(errors="replace")[-500:] for path in self.folder.glob("*.log"))
            raise TimeoutError(f"Swift does not answer. {logs}") from error


def main(arguments):
    command = command_after_dashes(arguments, "Usage: python -m tools.object_storage -- command…")
    try:
        with ObjectStorage() as storage:
            say(f"Object storage: Swift with its S3 door at {storage.url}.")
            return wait_for(command, env=os.environ | storage.settings())
    except (OSError, subprocess.CalledProcessError) as error:
        fail(f"Object storage: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
