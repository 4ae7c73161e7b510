/** A text file of the repository. */
export interface TextFile {
  /** Path from the top of the repository. */
  readonly path: string
  readonly text: string
}

/** Where a package came from, when the lockfile says so; a plain lockfile works with every registry. */
const tarballUrl = /\btarball: *['"]?https?:|^ *registry: *['"]?https?:/m

/** Findings about texts that tie the repository to one registry or one machine. */
export function checkText(files: readonly TextFile[], forbidden: readonly string[]): string[] {
  return files.flatMap(({ path, text }) => [
    ...forbidden.filter((word) => text.includes(word)).map((word) => `${path} contains ${word}`),
    ...(path.endsWith('pnpm-lock.yaml') && tarballUrl.test(text) ? [`${path} has tarball URLs`] : []),
  ])
}
