"""Makes landed-sqlite.sql and landed-postgres.sql: databases of the last version before the journal's tag rows were an outbox, as a gateway that was killed leaves them.

Usage: python3 make_landed.py <directory of the published gateway of that version> <psql connection URL of an empty database>
There are commands that wait, hand-outs in flight on a socket and over HTTPS, outcomes that the projection has had, outcomes that it has not had (it is held up by a trigger), a
snapshot, and on PostgreSQL events that it passed over: their transactions took five seconds. Persons are made up.
"""
import datetime, json, os, signal, socket, struct, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request
from functools import reduce

PROGRAM, POSTGRES = sys.argv[1], sys.argv[2]
KEY, API, DEVICES, TCP = b"l8iTgWXT", "http://127.0.0.1:28080", "http://127.0.0.1:28081", 28082


def call(method, path, body=None, base=API):
    request = urllib.request.Request(base + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", "Bearer an-admin-key-for-tests-only")
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as failure:
        # What is held up is not answered in time, and done all the same.
        if failure.code != 503 or "/commands" not in path:
            raise


def push(sn, id, user):
    call("POST", f"/api/v1/devices/{sn}/commands", {"type": "person.push", "id": id, "ttl_seconds": 2592000, "person": {"user_id": user, "name": "Person " + user}})


def delete(sn, id, user):
    call("POST", f"/api/v1/devices/{sn}/commands", {"type": "person.delete", "id": id, "ttl_seconds": 2592000, "user_id": user})


def cancel(sn, id):
    call("DELETE", f"/api/v1/devices/{sn}/commands/{id}")


def wait(what, is_true):
    for _ in range(400):
        if is_true():
            return
        time.sleep(0.1)
    raise SystemExit("never: " + what)


def des(plain):
    command = ["openssl", "enc", "-des-cbc", "-provider", "legacy", "-provider", "default", "-K", KEY.hex(), "-iv", "00" * 8]
    return subprocess.run(command, input=plain, capture_output=True, check=True).stdout


class Terminal:
    def __init__(self, sn):
        self.sn, self.socket = sn, socket.create_connection(("127.0.0.1", TCP))
        self.socket.settimeout(60)

    def send(self, word, body):
        cipher = des(json.dumps(body).encode())
        head = struct.pack(">HHBHHB", 0xDDCC, 27 + len(cipher), word, 0, 0, 1) + self.sn.encode().ljust(16, b"\0")
        self.socket.sendall(head + cipher + bytes([reduce(lambda a, b: a ^ b, head + cipher, 0)]))

    def read(self):
        """The next frame's word and status."""
        head = self.socket.recv(4, socket.MSG_WAITALL)
        rest = self.socket.recv(struct.unpack(">H", head[2:])[0] - 4, socket.MSG_WAITALL)
        return rest[0], rest[5]

    def beat(self):
        shanghai = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
        self.send(0x10, {"sn": self.sn, "date_time": shanghai.strftime("%Y-%m-%d %H:%M:%S")})


def make(provider, sql):
    postgres = provider == "PostgreSql"
    with tempfile.TemporaryDirectory() as data:
        file = os.path.join(data, "gateway.db")

        def query(text):
            if postgres:
                return subprocess.run(["psql", "-qtAX", "-v", "ON_ERROR_STOP=1", POSTGRES, "-c", text], capture_output=True, check=True, text=True).stdout.strip()
            return subprocess.run(["sqlite3", "-cmd", ".timeout 20000", file, text], capture_output=True, check=True, text=True).stdout.strip()

        settings = {
            "DataDirectory": data, "Platform__Urls": API, "Platform__AdminKey": "an-admin-key-for-tests-only", "DeviceHttp__Urls": DEVICES, "Tcp__Endpoint": f"127.0.0.1:{TCP}",
            "Cluster__Port": "28083",
        }
        if postgres:
            user, host, port, name = [POSTGRES.split("//")[1].split("@")[0]] + POSTGRES.split("@")[1].replace("/", ":").split(":")
            settings |= {"Storage__Provider": provider, "Storage__ConnectionString": f"Host={host};Port={port};Username={user};Database={name}"}
        environment = os.environ | {"Gateway__" + key: value for key, value in settings.items()}
        gateway = subprocess.Popen([os.path.join(PROGRAM, "Gateway.Host")], env=environment, stdout=subprocess.DEVNULL)

        def ready():
            try:
                return call("GET", "/health/ready") is not None
            except OSError:
                return False

        wait("ready", ready)
        for sn in ["queue", "socket", "https", "done", "pending", "snap", "late"]:
            call("PUT", f"/api/v1/devices/up-{sn}", {"key": KEY.decode(), "kind": "attendance", "enabled": True})

        # Done and told.
        for i in range(3):
            push("up-done", f"done-{i}", f"d{i}")
            cancel("up-done", f"done-{i}")
        push("up-done", "done-superseded", "d9")
        push("up-done", "done-queued", "d9")

        # More than a hundred events: a snapshot.
        for i in range(51):
            push("up-snap", f"snap-{i}", f"s{i}")
            cancel("up-snap", f"snap-{i}")
        push("up-snap", "snap-queued", "s")
        push("up-queue", "queue-0", "q0")
        push("up-queue", "queue-1", "q1")
        delete("up-queue", "queue-2", "q2")
        call("POST", "/api/v1/devices/up-queue/commands", {"type": "clock.set", "id": "queue-3", "ttl_seconds": 2592000})

        # In flight over HTTPS, and the table knows.
        push("up-https", "https-0", "h0")
        push("up-https", "https-1", "h1")
        with urllib.request.urlopen(DEVICES + "/Service/DevivePacketWebSvr.assx/GetAddPerson?sn=up-https", timeout=60) as answer:
            assert b'"Result":0' in answer.read()
        push("up-https", "https-queued", "h0")
        wait("projected", lambda: query("SELECT count(*) FROM commands WHERE state = 'in_flight'") == "2")

        if postgres:
            push("up-late", "late-ended", "l0")
            wait("projected", lambda: query("SELECT count(*) FROM commands WHERE id = 'late-ended'") == "1")
            query("CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$")
            query("CREATE TRIGGER held AFTER INSERT ON journal FOR EACH ROW WHEN (NEW.persistence_id = 'device-up-late') EXECUTE FUNCTION held()")
            late = [
                lambda: cancel("up-late", "late-ended"), lambda: push("up-late", "late-both", "l1"), lambda: cancel("up-late", "late-both"),
                lambda: push("up-late", "late-queued", "l2"),
            ]
            for i, held in enumerate(late):
                thread = threading.Thread(target=held)
                thread.start()
                time.sleep(0.5)
                push("up-done", f"meanwhile-{i}", f"m{i}")
                wait("passed over", lambda: query(f"SELECT count(*) FROM commands WHERE id = 'meanwhile-{i}'") == "1")
                thread.join()
            query("DROP TRIGGER held ON journal")
            query("DROP FUNCTION held")
            time.sleep(3)
            assert query("SELECT count(*) FROM commands WHERE sn = 'up-late' AND state = 'queued'") == "1" and query("SELECT count(*) FROM commands WHERE sn = 'up-late'") == "1"

        time.sleep(2)
        if postgres:
            query("CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'held'; END $$")
            query("CREATE TRIGGER held BEFORE UPDATE ON projection_offset FOR EACH ROW EXECUTE FUNCTION held()")
        else:
            query("CREATE TRIGGER held BEFORE UPDATE ON projection_offset BEGIN SELECT RAISE(ABORT, 'held'); END")

        # From here on the projection has nothing any more. In flight on a socket, after a result.
        for i in range(3):
            push("up-pending", f"pending-{i}", f"p{i}")
            cancel("up-pending", f"pending-{i}")
        push("up-pending", "pending-superseded", "p9")
        push("up-pending", "pending-queued", "p9")
        delete("up-socket", "socket-succeeded", "k0")
        push("up-socket", "socket-0", "k1")
        push("up-socket", "socket-1", "k2")
        terminal = Terminal("up-socket")
        terminal.beat()
        assert terminal.read() == (0x10, 0x14) and terminal.read()[0] == 0x14
        terminal.send(0x14, {"result_code": "0000", "result_desc": ""})
        assert terminal.read() == (0x25, 1)
        wait("in flight", lambda: call("GET", "/api/v1/devices/up-socket/commands/socket-1")["state"] == "in_flight")
        gateway.send_signal(signal.SIGKILL)
        gateway.wait()
        query("DROP TRIGGER held" + (" ON projection_offset" if postgres else ""))
        if postgres:
            query("DROP FUNCTION held")
            dump = subprocess.run(["pg_dump", "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100", POSTGRES], capture_output=True, check=True, text=True).stdout
            dump = "\n".join(line for line in dump.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))) + "\n"
        else:
            query("PRAGMA wal_checkpoint(TRUNCATE)")
            dump = query(".dump") + "\n"
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), sql), "w") as to:
            to.write(dump)


make("Sqlite", "landed-sqlite.sql")
make("PostgreSql", "landed-postgres.sql")
