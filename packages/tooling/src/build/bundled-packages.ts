/**
 * Packages that become part of a package's own files, by its folder. They are its devDependencies: what is installed
 * stays small, and what users see of them is nothing.
 */
export const bundledPackages: Readonly<Record<string, readonly string[]>> = {
  // All of zod is 8 MB and 90 files to load; what is used of it is one file of 20 KB.
  protocol: ['zod'],
}
