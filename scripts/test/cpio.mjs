// An initramfs as the Linux kernel unpacks it: a cpio archive in "newc" format
// (Documentation/driver-api/early-userspace/buffer-format.rst). Same entries, same bytes: no owner, no time.

const kinds = { directory: 0o040755, file: 0o100644, program: 0o100755, link: 0o120777 };

/** Packs `[{ path, kind, content? }]`; `content` is the bytes of a file or the target of a link. Parents come first. */
export function cpio(entries) {
  const records = entries.map(({ path, kind, content = '' }, index) =>
    record(index + 1, kinds[kind], path, Buffer.from(content)),
  );
  return Buffer.concat([...records, record(0, 0, 'TRAILER!!!', Buffer.alloc(0))]);
}

function record(inode, mode, path, content) {
  const [user, group, links, time, major, minor] = [0, 0, 1, 0, 0, 0];
  const name = Buffer.from(`${path}\0`);
  const numbers = [inode, mode, user, group, links, time, content.length, major, minor, major, minor, name.length, 0];
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(head), name])), padded(content)]);
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
