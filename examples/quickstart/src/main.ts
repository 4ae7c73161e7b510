import { Veza } from '@veza/client'
import { failingOnce } from './failing-once.ts'
import { startSandbox } from './start-sandbox.ts'
import { steps } from './steps.ts'

await using sandbox = await startSandbox()
const retried: number[] = []
const veza = new Veza({
  apiKey: sandbox.apiKey,
  baseUrl: sandbox.baseUrl,
  logger: {
    ...console,
    debug: () => {},
    info: (fields) => retried.push((fields as { delayMs: number }).delayMs),
  },
})
const { step, end } = steps()

await step('List users across pages', async () => {
  let pages = 0
  let users = 0
  for await (const page of veza.users.list({ limit: 50 }).byPage()) {
    pages++
    users += page.items.length
  }
  return `${users} users on ${pages} pages`
})

await step('Create a user', async () => {
  const user = await veza.users.create({
    email: 'ada@example.com',
    username: 'ada.lovelace',
    firstName: 'Ada',
  })
  return `${user.username} has id ${user.id}, since ${user.createdAt.toISOString()}`
})

await step('Send messages and read them back', async () => {
  const [room] = await veza.chat.rooms.list().toArray({ limit: 1 })
  if (room === undefined) throw new Error('the sandbox has no room')
  const first = await veza.chat.messages.send({ roomId: room.id, content: 'Hello from the SDK' })
  await veza.chat.messages.send({ roomId: room.id, content: 'An answer', replyToId: first.id })
  const newest = await veza.chat.messages.list({ roomId: room.id, limit: 20 }).toArray({ limit: 50 })
  return `${newest.length} newest of "${room.name}", the last: "${newest[0]?.content}"`
})

await step('Create a live stream', async () => {
  const stream = await veza.streams.create({ title: 'First light', category: 'talk', visibility: 'public' })
  return `"${stream.title}" is ${stream.status}`
})

await step('Read the metrics', async () => {
  const { activeUsers, messagesPerHour, systemStatus } = await veza.analytics.metrics()
  return `${activeUsers} active users, ${messagesPerHour} messages an hour, system ${systemStatus}`
})

await step('Meet a 429 and get through', async () => {
  await failingOnce(sandbox, { method: 'GET', path: '/users/{id}' }, 429, { 'retry-after': '1' })
  retried.length = 0
  const { response } = await veza.users.get(1).withResponse()
  return `${response.attempts} attempts, waited ${Math.round(retried[0] ?? 0)} ms as the server asked`
})

await step('Meet a 503 with a POST and do it only once', async () => {
  await failingOnce(sandbox, { method: 'POST', path: '/chat/messages' }, 503, {})
  retried.length = 0
  const { response } = await veza.chat.messages.send({ roomId: 1, content: 'Only once' }).withResponse()
  return `${response.attempts} attempts under one idempotency key, after ${Math.round(retried[0] ?? 0)} ms`
})

await step('See a typed error with its remedy', async () => {
  const result = await veza.users.get(999_999).safe()
  if (result.ok) throw new Error('there should be no such user')
  const { name, code, status, remedy } = result.error
  return `${name} ${code} (${status}): ${remedy}`
})

process.exitCode = end()
