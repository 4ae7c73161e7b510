const root = `${import.meta.dirname}/../../../..`

// The package lies outside the app, and its lockfile is not the repository's. `dist` is what git ignores here.
export default { distDir: 'dist', turbopack: { root }, outputFileTracingRoot: root }
