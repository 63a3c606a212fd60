// Imported first, for its effect: one clear sentence instead of a syntax or module error further on.
const [major, minor] = process.versions.node.split('.').map(Number);
const usable = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!usable) {
  console.error(
    `Heddle needs Node 20.19 or newer (22.12 or newer of the 22 line); this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}
