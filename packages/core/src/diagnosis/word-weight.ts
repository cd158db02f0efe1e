// How much a word says: common ones stand in any text, others in messages of any program, and some only where boards are flashed.
// Pure.

/** Words that stand in many messages and in any text, so that alone they say nothing. */
const commonWords = new Set(
  `a an the is are was be been to of in on at for with and or not no it this that by from as if you your my i me we
  error errors failed fail failure found find device devices usb board command file could can cannot t s do does did has
  have get set read write data unable line status state use using invalid warning info debug name type
  module import object python odrive dfu object firmware recent call last most file traceback exception option start stop time
  when after before than more one two all any will would should there then so but which what who how why end done
  its about into our their them being also only just very other such these those shown their your`.split(/\s+/),
);

/** How much a word says: 1 for a common one, 3 for one that belongs to few messages. */
export const weightOf = (word: string): number => (commonWords.has(word) || word.length === 1 ? 1 : 3);

/** Words of messages that any program prints. */
const generalWords = new Set(
  `abort aborted about access again algorithm already another any appears application around array arrays attempting attribute
  attributeerror authentication auto available back backed bad because binary bit broken busy cancelled change changes check
  close closed code complete configuration connect connected connecting connection contains continue control correctly corrupt
  couldn current cycle debug denied detected determine dev direct disable disconnected does download downloaded downloading driver
  drivers during earlier empty errno every examine execute executed executing exist expected fails fault first format future
  general http index indexerror initialize initializing input installed instead insufficient internal invalid io item json
  library list load loading locked lost low machine match matches may memory menu might mismatch missing mode must name
  network networkerror new nodes notfounderror number off offset old older only open opened opening operation operations other
  out output outdated over page parent parse parsing pass path perform permission permissionerror permissions pipe please port
  power previous problems process product progress property protected protection protocol query range raw reading reads reason
  recognized recommended reconnect reconnecting release remote reply report reported request requested required requires reset
  resource responded responding response restart restore restored results retry retrying return returned rs run running runs
  runtimeerror same save script securityerror see select selected send serial server service session settings size slow some
  something soft special specific specified speed started starting stopped string stuck success successful successfully such
  support supported switch system take target test timed timeout timeouterror too took transfer try trying typeerror undefined
  under unexpected unknown unlock unplugged unsupported up update upgrade upload user valid value valueerror verification verify
  verifying version wait waiting want went were while windows without works wrong yet zero`.split(/\s+/),
);

/** Whether a word stands in messages of any program. */
export const isGeneral = (word: string): boolean =>
  weightOf(word) === 1 || generalWords.has(word) || /^\d+$/.test(word);

/** Words of what boards like these are flashed with: they say what a text is about, and by themselves no more than that. */
const fieldWords = new Set(
  `odrive odrives odrivetool odrv0 odrv1 axis0 axis1 fibre dfu dfuse stm32 bootloader firmware flash flashing flashed erase erased
  erasing otp usb usberror pyusb libusb libusbk winusb webusb usbdevice zadig wsl usbipd usbip vhci urb openocd stlink
  st swd jtag hla dap probe probes debugger j2 gpio cortex 0483 1209 df11 0d32 cubeprogrammer flasher bricked mosfet mosfets fet fets
  transistor transistors`.split(/\s+/),
);

/** Words that say something alone: they belong to one message. */
const tellingWords = new Set(
  `langid fwupd modemmanager gcd composite rdp stall udev usbipd winusb zadig putting devnum idcode nrst erasable writeable ttyacm0 remoteobject submiturb v0j8s0 unboundlocalerror
  nobackenderror channelbrokenexception channeldamagedexception objectlosterror devicelostexception invalidstateerror`.split(
    /\s+/,
  ),
);

/** Names that one program gave: states and statuses of DFU, programs and errors of ST, addresses of this chip. */
const givenNames =
  /^(?:dfu(?:idle|error|dn|up|man)\w*|err(?:target|file|write|erase|check|prog|verify|address|notdone|firmware|vendor|usbr|por|unknown|stalledpkt)|stm32\w+|jtag\p{L}+|0x080[0-9a-f]\w{4}|0x1fff\w{4}|0x[12]ba0\w{4}|0xff)$/u;

/** Whether a word says something alone. */
export const isTelling = (word: string): boolean => tellingWords.has(word) || givenNames.test(word);

/** Whether a few words name something of our field: one that says something alone, or one of ours beside another. */
export function isNaming(words: readonly string[]): boolean {
  if (words.some(isTelling)) return true;
  const saying = words.filter((word) => isOfField(word) || (weightOf(word) > 1 && !/^\d+$/.test(word)));
  return saying.length > 1 && saying.some((word) => isOfField(word) || !isGeneral(word));
}

/** Whether a word shows that a text is about boards, probes and what they are flashed with. */
export const isOfField = (word: string): boolean => fieldWords.has(word) || givenNames.test(word);
