/** Makes a child process take the SDK from its sources: a test needs no build. */
export const fromSource: readonly string[] = ['--conditions=@veza/source']
