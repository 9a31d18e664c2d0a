"""Runs a command on a terminal of its own. What it shows goes to standard output; standard input
says, line by line: D and bytes in hexadecimal to be typed, W and rows and columns of the window,
T to end the command with SIGTERM. The last line tells its exit code and whether the terminal is
as it was."""
import fcntl, os, pty, select, signal, struct, sys, termios


def window(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


terminal, end = pty.openpty()
before = termios.tcgetattr(end)
window(terminal, 24, 80)
child = os.fork()
if child == 0:
    os.close(terminal)
    os.setsid()
    fcntl.ioctl(end, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(end, descriptor)
    os.execvp(sys.argv[1], sys.argv[1:])

orders = b""
status = None
while status is None:
    ready, _, _ = select.select([terminal, 0], [], [], 0.05)
    if terminal in ready:
        os.write(1, os.read(terminal, 65536))
    if 0 in ready:
        chunk = os.read(0, 65536)
        if not chunk:
            os.kill(child, signal.SIGKILL)
        orders += chunk
        while b"\n" in orders:
            order, orders = orders.split(b"\n", 1)
            words = order.decode().split()
            if words[0] == "D":
                os.write(terminal, bytes.fromhex(words[1]))
            elif words[0] == "W":
                window(terminal, int(words[1]), int(words[2]))
            elif words[0] == "T":
                os.kill(child, signal.SIGTERM)
    done, code = os.waitpid(child, os.WNOHANG)
    if done:
        status = os.waitstatus_to_exitcode(code)
while select.select([terminal], [], [], 0.2)[0]:
    os.write(1, os.read(terminal, 65536))
same = termios.tcgetattr(end) == before
os.write(1, b"\nexit %d, terminal %s\n" % (status, b"as before" if same else b"changed"))
