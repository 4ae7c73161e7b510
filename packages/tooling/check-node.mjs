// An optional dependency may fail to install without a word: say so before an old host Node is blamed.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.version} is too old to work on this repository (22.18 or later is needed), and no ` +
      `node-${process.platform}-${process.arch} package was installed. Install Node 24 and try again.`,
  )
  process.exit(1)
}
