/** The oldest Node.js that the packages run on: `engines` in package.json. */
const oldest = [22, 13] as const

/**
 * What to say where Node.js is too old to run the sandbox: it would start, and end with an error of its own later.
 *
 * @param version - `process.versions.node`.
 * @returns `undefined` where it will do.
 */
export function oldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined
  return `veza-sandbox needs Node.js ${oldest.join('.')} or later, and this is ${version}. Install a newer one from https://nodejs.org, then run it again.`
}
