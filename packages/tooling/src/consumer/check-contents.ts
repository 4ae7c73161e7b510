const wanted =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|AGENTS\.md|dist\/.+\.(js|js\.map|d\.ts|d\.ts\.map))$/
const unwanted = /\.test\./
const required = ['package.json', 'README.md', 'LICENSE']

/** Findings about files that a tarball lacks or should not hold. */
export function checkContents(name: string, files: readonly string[]): string[] {
  const extra = files.filter((file) => !wanted.test(file) || unwanted.test(file))
  const missing = required.filter((file) => !files.includes(file))
  return [
    ...extra.map((file) => `${name}: the tarball holds ${file}`),
    ...missing.map((file) => `${name}: the tarball lacks ${file}`),
  ]
}
