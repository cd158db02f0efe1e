"""agent.py HOST PORT: does in the guest what the test on the host asks for; runs as long as the host stays connected.

It dials the host, so that no port of the guest is open and the guest switches itself off when the test is gone. One JSON object
per line each way: {"id", "op", ...} -> {"id", ...answer} or {"id", "error"}. Requests run side by side.
"""

import base64
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading

VHCI = "/sys/devices/platform/vhci_hcd.0/"
USB = "/sys/bus/usb/devices/"
UNPRIVILEGED = 65534
PORT_FREE = 4  # VDEV_ST_NULL of the kernel's drivers/usb/usbip/usbip_common.h
SUPER_SPEED = 5


# --------------------------------------------------------------------------- commands


def run(timeoutMs=60000, **program):
    """Runs a program to its end; its whole process group is killed after `timeoutMs`."""
    try:
        started = Program(**program)
    except OSError as error:
        return dict(status=127, stdout="", stderr=encoded(str(error).encode()), timedOut=False)
    return started.ending(timeoutMs)


class Program:
    """A program under way, in a process group of its own. What it prints goes to files: a reader woken for every line would
    take the processor from it."""

    def __init__(self, argv, cwd="/root", user="root", env=None):
        self.stdout, self.stderr = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        identity = {} if user == "root" else dict(user=UNPRIVILEGED, group=UNPRIVILEGED, extra_groups=[])
        self.process = subprocess.Popen(
            argv,
            cwd=cwd if user == "root" else "/tmp",
            env=dict(os.environ, **(env or {})),
            stdin=subprocess.DEVNULL,
            stdout=self.stdout,
            stderr=self.stderr,
            start_new_session=True,
            **identity,
        )

    def printed(self):
        return dict(stdout=content(self.stdout), stderr=content(self.stderr))

    def ending(self, timeoutMs):
        """Waits for the end, and makes it after `timeoutMs`."""
        timed_out = threading.Event()

        def kill():
            timed_out.set()
            os.killpg(self.process.pid, signal.SIGKILL)

        timer = threading.Timer(timeoutMs / 1000, kill)
        timer.start()
        status = self.process.wait()
        timer.cancel()
        with self.stdout, self.stderr:
            return dict(self.printed(), status=status if status >= 0 else 128 - status, timedOut=timed_out.is_set())


def content(file):
    # By position: the program writes where its own, shared, position is.
    return encoded(os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0))


def encoded(data):
    return base64.b64encode(data).decode()


programs = {}


def start(**program):
    """Starts a program that continues until `stop`."""
    started = Program(**program)
    programs[started.process.pid] = started
    return dict(process=started.process.pid)


def printed(process):
    return programs[process].printed()


def stop(process, timeoutMs=10000):
    """Ends a program as Ctrl-C does."""
    started = programs.pop(process)
    if started.process.poll() is None:
        os.killpg(process, signal.SIGINT)
    return started.ending(timeoutMs)


# --------------------------------------------------------------------------- USB/IP


def receive(connection, length):
    data = b""
    while len(data) < length:
        chunk = connection.recv(length - len(data))
        if not chunk:
            raise EOFError("the USB/IP server closed the connection")
        data += chunk
    return data


def dial(port):
    connection = socket.create_connection((HOST, port), 5)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def exported(port):
    """Bus ids the server exports now (OP_REQ_DEVLIST, Documentation/usb/usbip_protocol.rst)."""
    with dial(port) as connection:
        connection.sendall(struct.pack(">HHI", 0x0111, 0x8005, 0))
        _, _, _, count = struct.unpack(">HHII", receive(connection, 12))
        bus_ids = []
        for _ in range(count):
            record = receive(connection, 312)
            receive(connection, 4 * record[311])
            bus_ids.append(record[256:288].rstrip(b"\0"))
        return bus_ids


def attach(port, bus_id):
    """Imports a device and hands the connection to the kernel; returns the vhci port."""
    with dial(port) as connection:
        connection.sendall(struct.pack(">HHI32s", 0x0111, 0x8003, 0, bus_id))
        _, _, status = struct.unpack(">HHI", receive(connection, 8))
        if status:
            raise OSError("import refused with status %d" % status)
        bus, device, speed = struct.unpack(">III", receive(connection, 312)[288:300])
        connection.settimeout(None)
        hub = "ss" if speed >= SUPER_SPEED else "hs"
        vhci_port = next(number for number, port in sorted(vhci_ports().items()) if port == (hub, PORT_FREE))
        with open(VHCI + "attach", "w") as file:
            file.write("%d %d %d %d" % (vhci_port, connection.fileno(), bus << 16 | device, speed))
        return vhci_port


def vhci_ports():
    """{port: (hub, status)} of all controllers"""
    ports = {}
    for name in os.listdir(VHCI):
        if name.startswith("status"):
            with open(VHCI + name) as file:
                for line in file.readlines()[1:]:
                    hub, number, status = line.split()[:3]
                    ports[int(number)] = (hub, int(status))
    return ports


def keep_attached(port, stopped):
    """Attaches whatever the server exports, again after every time it was unplugged. The kernel never does that by itself."""
    attached = {}
    complaint = None
    while not stopped.wait(0.1):
        try:
            ports = vhci_ports()
            attached = {bus_id: number for bus_id, number in attached.items() if ports[number][1] != PORT_FREE}
            for bus_id in exported(port):
                if bus_id not in attached:
                    attached[bus_id] = attach(port, bus_id)
            complaint = None
        except (OSError, EOFError, StopIteration) as error:
            if repr(error) != complaint:
                complaint = repr(error)
                print("agent: USB/IP server on port %d: %s" % (port, complaint), flush=True)


watched = {}


def watch(port):
    watched[port] = threading.Event()
    threading.Thread(target=keep_attached, args=(port, watched[port]), daemon=True).start()
    return {}


def unwatch(port):
    watched.pop(port).set()
    return {}


def devices():
    """Configured USB devices, root hubs left out."""
    found = []
    for name in os.listdir(USB):
        if ":" in name or name.startswith("usb"):
            continue
        try:
            field = lambda attribute: open(USB + name + "/" + attribute).read().strip()
            if field("bConfigurationValue"):
                found.append(dict(busId=name, id=field("idVendor") + ":" + field("idProduct")))
        except OSError:
            continue  # unplugged while we looked
    return dict(devices=found)


# --------------------------------------------------------------------------- the line to the host


OPERATIONS = dict(run=run, start=start, printed=printed, stop=stop, watch=watch, unwatch=unwatch, devices=devices)


def serve(connection, lock, request):
    identifier = request.pop("id")
    try:
        reply = OPERATIONS[request.pop("op")](**request)
    except Exception as error:  # told to the test, which knows what to make of it
        reply = dict(error=repr(error))
    with lock:
        connection.sendall((json.dumps(dict(reply, id=identifier)) + "\n").encode())


def main():
    connection = dial(PORT)
    connection.settimeout(None)
    lock = threading.Lock()
    for line in connection.makefile():
        threading.Thread(target=serve, args=(connection, lock, json.loads(line)), daemon=True).start()


if __name__ == "__main__":
    HOST, PORT = sys.argv[1], int(sys.argv[2])
    main()
