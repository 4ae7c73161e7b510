/** The exports of an API report that have no TSDoc comment. Members are not looked at: a name may say it all. */
export function undocumentedExports(report: string): string[] {
  const found = report.matchAll(
    /^\/\/ @\w+.*\(undocumented\)\n(?:\/\/.*\n)*export (?:declare )?(?:abstract )?\w+ (\w+)/gm,
  )
  return [...found].map(([, name = '']) => name)
}
