/** The names that the program needs. */
export const realUseNeeds = [
  ['@veza/client', 'Veza'],
  ['@veza/sandbox/node', 'serveSandbox'],
] as const

/** What a user does first: start a sandbox and list its users. The body of an async function. */
export const realUseProgram = `
  const running = await serveSandbox()
  try {
    const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
    let users = 0
    for await (const user of veza.users.list({ limit: 50 })) if (user.username.length > 0) users++
    if (users === 0) throw new Error('the sandbox listed no users')
  } finally {
    await running.close()
  }
`
