// What other programs and other people say: of none of it do we know anything.

/** One message a line. */
export const messagesOfOthers: readonly string[] = String.raw`
SSL: CERTIFICATE_VERIFY_FAILED certificate verify failed: unable to get local issuer certificate while fetching https://pypi.org/simple/
WARNING: Retrying (Retry(total=4)) after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))': /simple/numpy/
BrokenPipeError: [Errno 32] Broken pipe
OSError: [Errno 5] Input/output error
OSError: [Errno 5] Input/output error: '/media/disk/file'
TimeoutError: [Errno 110] Connection timed out
ConnectionRefusedError: [Errno 111] Connection refused
OSError: [Errno 19] No such device
OSError: [Errno 28] No space left on device
PermissionError: [Errno 13] Permission denied
PermissionError: [Errno 13] Permission denied: 'output.csv'
FileNotFoundError: [Errno 2] No such file or directory: 'config.json'
git push rejected
! [rejected] main -> main (non-fast-forward)
error: failed to push some refs to 'github.com:user/repo.git'
fatal: not a git repository (or any of the parent directories): .git
error: Your local changes to the following files would be overwritten by merge
fatal: unable to access 'https://github.com/x/y.git/': SSL certificate problem: unable to get local issuer certificate
fatal: Could not read from remote repository.
error: could not lock config file .git/config: File exists
npm ERR! code ELIFECYCLE
npm ERR! code EACCES
npm ERR! network getaddrinfo ENOTFOUND registry.npmjs.org
npm WARN deprecated request@2.88.2: request has been deprecated
npm error code ERESOLVE unable to resolve dependency tree
yarn: error An unexpected error occurred: "EBUSY: resource busy or locked"
pip: command not found
python: command not found
ERROR: Could not find a version that satisfies the requirement foo
ERROR: No matching distribution found for tensorflow
ModuleNotFoundError: No module named 'serial'
ImportError: cannot import name 'soft_unicode' from 'markupsafe'
KeyError: 'temperature'
TypeError: 'NoneType' object is not subscriptable
TypeError: unsupported operand type(s) for +: 'int' and 'str'
AttributeError: 'list' object has no attribute 'foo'
ValueError: invalid literal for int() with base 10: 'abc'
ZeroDivisionError: division by zero
RuntimeError: CUDA error: out of memory
RuntimeError: CUDA error: device-side assert triggered
RecursionError: maximum recursion depth exceeded
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
requests.exceptions.ConnectionError: HTTPSConnectionPool(host='example.org', port=443): Max retries exceeded
urllib.error.HTTPError: HTTP Error 404: Not Found
socket.gaierror: [Errno -2] Name or service not known
Klipper: MCU 'mcu' shutdown: Timer too close
Klipper reports: SHUTDOWN Lost communication with MCU 'mcu'
mcu 'mcu': Unable to connect
Heater extruder not heating at expected rate
Error:Thermal Runaway, system stopped! Heater_ID: 0
Printer halted. kill() called!
echo:Unknown command: "G38.2"
Marlin: Error:checksum mismatch, Last Line: 42
OctoPrint: There was an unhandled error while talking to the printer. Error: SerialException: 'device reports readiness to read but returned no data'
avrdude: stk500_recv(): programmer is not responding
avrdude: verification error, first mismatch at byte 0x0000
avrdude: error: could not find USB device with vid=0x16c0 pid=0x5dc
avrdude: butterfly_recv(): programmer is not responding
esptool.py: A fatal error occurred: Could not open /dev/ttyUSB0, the port doesn't exist
A fatal error occurred: MD5 of file does not match data in flash!
esp_image: Image hash failed - image is corrupt
Arduino: Board at COM3 is not available
Error opening serial port 'COM3'. (Port busy)
Sketch uses 1234 bytes (3%) of program storage space.
adb: no devices/emulators found
error: device unauthorized. This adb server's $ADB_VENDOR_KEYS is not set
fastboot: error: Device not found
FAILED (remote: 'Partition not found')
Bluetooth device not found
Printer device not detected
No boot device found. Press any key to reboot the machine
mount: /mnt: special device /dev/sdb1 does not exist.
mount: wrong fs type, bad option, bad superblock on /dev/sda1
e2fsck: Input/output error while trying to open /dev/sdc
I/O error, dev sda, sector 123456
rsync: connection unexpectedly closed (0 bytes received so far) [sender]
ssh: connect to host 10.0.0.1 port 22: Connection refused
ssh: connect to host 10.0.0.1 port 22: Connection timed out
Permission denied (publickey).
Host key verification failed.
kex_exchange_identification: Connection closed by remote host
MQTT connection lost, reconnecting in 5 seconds
Connection lost. Trying to reconnect to the game server...
Error: Connection lost: The server closed the connection.
Data read failed: sensor DHT22 timed out
download failed: file not found on server
File downloaded successfully: report.pdf
curl: (60) SSL certificate problem: self-signed certificate in certificate chain
curl: (6) Could not resolve host: example.org
wget: unable to resolve host address
HTTP/1.1 500 Internal Server Error
502 Bad Gateway nginx
docker: Error response from daemon: driver failed programming external connectivity
docker: permission denied while trying to connect to the Docker daemon socket
kubectl: error: You must be logged in to the server (Unauthorized)
Error: listen EADDRINUSE: address already in use :::3000
Error: Cannot find module 'express'
UnhandledPromiseRejectionWarning: Error: timeout of 1000ms exceeded
Uncaught TypeError: Cannot read properties of undefined (reading 'map')
Uncaught (in promise) DOMException: The play() request was interrupted
NotFoundError: Failed to execute 'removeChild' on 'Node'
SecurityError: Blocked a frame with origin "https://a.example" from accessing a cross-origin frame
NotFoundError: Requested device not found
NotAllowedError: Permission denied
AbortError: The user aborted a request.
InvalidStateError: Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.
NetworkError when attempting to fetch resource.
make: *** [Makefile:12: all] Error 2
undefined reference to ‘main'
collect2: error: ld returned 1 exit status
error: command 'gcc' failed with exit status 1
CMake Error: The source directory does not appear to contain CMakeLists.txt
fatal error: stdio.h: No such file or directory
warning: unused variable 'x'
cargo: error[E0382]: borrow of moved value
Segmentation fault (core dumped)
segmentation fault
Bus error (core dumped)
Killed
Aborted
Out of memory: Kill process 1234 (chrome)
kernel: watchdog: BUG: soft lockup - CPU#0 stuck for 22s!
kernel: ata1.00: failed command: READ FPDMA QUEUED
kernel: EXT4-fs error (device sda1): ext4_find_entry
kernel: nvidia: module verification failed: signature and/or required key missing - tainting kernel
kernel: i2c i2c-1: timeout waiting for bus ready
systemd[1]: foo.service: Main process exited, code=exited, status=11/SEGV
systemd[1]: foo.service: Main process exited, code=exited, status=1/FAILURE
systemd: Failed to start ModemManager.service
exit status 1
exit status 11
process finished with exit code 139
Process exited with status 10
returned non-zero exit status 2.
status 0 state 9
HTTP status 403
Status: 200 OK
state = RUNNING, status = 0
SLURM job state: FAILED status 1
Windows Update error 0x80070005
Windows cannot find 'foo.exe'. Make sure you typed the name correctly, and then try again.
Windows could not start the service on Local Computer. Error 5: Access is denied.
The application was unable to start correctly (0xc000007b).
Access is denied.
Code 10 is in the kitchen
error code 10
Exit code 10
ModemManager: could not grab port ttyUSB0
snap: error: cannot perform the following tasks
flatpak: error: No remote refs found similar to 'foo'
E: Unable to locate package odrive
apt: E: Could not get lock /var/lib/dpkg/lock-frontend
sudo: odrivetool: command not found
VESC: Fault code: FAULT_CODE_DRV
VESC Tool: Could not connect, no firmware read response
ROS: [ERROR] [1600000000.0]: Unable to open port /dev/ttyACM0
moveit: Failed to find kinematics solver
CAN bus error: bus-off
SocketCAN: Network is down
Dynamixel: [TxRxResult] There is no status packet!
motor spins the wrong way
motor hums and gets hot
my motors hum but do not turn
the encoder is noisy
the wheel turns too fast
how do I tune the PID gains?
which battery should I buy
my robot falls over
the robot arm shakes
my 3d printer makes strange sounds
brake resistor gets hot
what is the torque constant of my motor
what does the fox say
hello
hello world
test
help
ok
yes
no
odrive
dfu
stm32
windows
linux
python
libusb
timeout
device
board
flash
error 5
error 404
12
0
(1, 2)
(1, 2, 3)
(1, 2, 3, 4)
1 2 3 4
(255, 255, 255, 0)
192 168 0 1
192.168.0.1
10 10 10 10
lorem ipsum dolor sit amet
asdfghjkl
xkcd 1234
。。。
???
\x00\x01
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
The quick brown fox jumps over the lazy dog
tarball not found
Firmware update successful.
Update successful
ffmpeg: Unknown encoder 'libx264'
GIMP: could not open file: file format not recognized
Unity: NullReferenceException: Object reference not set to an instance of an object
java.lang.NullPointerException
Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 5
org.postgresql.util.PSQLException: FATAL: password authentication failed
ORA-12154: TNS:could not resolve the connect identifier specified
MySQL server has gone away
mysql: ERROR 1045 (28000): Access denied for user 'root'@'localhost'
scanimage: no SANE devices found
scanimage: open of device failed: Error during device I/O
lpadmin: The printer or class does not exist
gphoto2: An error occurred in the io-library ('Could not claim the USB device')
hackrf_open() failed: HACKRF_ERROR_NOT_FOUND
rtl_sdr: No supported devices found.
Gtk-WARNING **: cannot open display: :0
VirtualBox: Failed to attach the USB device Logitech Webcam to the virtual machine
iSCSI: Failed to connect to target iqn.2001-04.com.example
gdb: Remote connection closed
gdb: Cannot access memory at address 0x0
No symbol table is loaded. Use the "file" command.
JLink: Cannot connect to J-Link via USB.
J-Link: ERROR: Could not connect to target.
Nordic nrfutil: Failed to upgrade target. Error is: Timed out waiting for acknowledgement
Error 12: Verification failed
picotool: No accessible RP2040 devices in BOOTSEL mode were found.
teensy_loader_cli: Unable to open device (hint: try -w option)
bossac: No device found on ttyACM0
west flash: FATAL ERROR: command exited with status 1
pyserial: could not open port 'COM5': FileNotFoundError(2, 'The system cannot find the file specified.')
serial.serialutil.SerialException: [Errno 2] could not open port /dev/ttyUSB0: No such file or directory
cv2.error: OpenCV(4.5.1) error: (-215:Assertion failed)
VIDEOIO ERROR: V4L2: Pixel format of incoming image is unsupported
ALSA lib pcm.c: Unknown PCM cards.pcm.rear
playstation controller not detected on windows
Windows does not recognize my keyboard
my keyboard is not detected
webcam not found
the graphics card is not detected by windows
my phone is not recognized by windows
wifi device not found
device eth0 does not exist
network device not found
printer not found
save failed
configuration file not found
cannot find configuration
is my warranty void
Overspeed on axis X of my CNC
axis X homing failed
GRBL: ALARM:1 Hard limit triggered
grbl: error:9 G-code locked out during alarm or jog state
LinuxCNC: joint 0 following error
watchdog timer expired
ERROR_INVALID_PARAMETER
ERROR_FILE_NOT_FOUND
ERROR_TIMEOUT
VK_ERROR_DEVICE_LOST
CL_OUT_OF_RESOURCES
EGL_BAD_ALLOC
GL_INVALID_OPERATION
ERR_CONNECTION_REFUSED
ERR_CERT_AUTHORITY_INVALID
SSL_ERROR_SYSCALL
SQLITE_BUSY
ENOSPC
EPERM
SIGSEGV
Kernel panic - not syncing: VFS: Unable to mount root fs
`
  .split('\n')
  .filter((line) => line !== '');
