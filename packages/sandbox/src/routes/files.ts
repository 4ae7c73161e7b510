import type { Context } from 'hono'
import type { StoredContent } from '../content/content-store.ts'
import { type Served, serveContent } from '../content/serve-content.ts'
import type { Row } from '../data/table.ts'
import { codedFailure } from './api-failure.ts'
import { filtered, listAnswer } from './list-answer.ts'
import { type Env, idIn, type Platform, type Route, timestamp } from './route.ts'

/** Files (guide: "Types d'Intégration", "Fichiers"). */
export const files: readonly Route[] = [
  {
    method: 'GET',
    path: '/files',
    permission: 'read:files',
    handle: (c, { store }) => listAnswer(c, filtered(c, store.files.all(), 'name', 'content_type')),
  },
  {
    method: 'POST',
    path: '/files',
    permission: 'write:files',
    takes: 'file',
    handle(c, platform) {
      const { name, contentType, content } = c.get('upload').take()
      const row = platform.store.files.insert({
        name,
        content_type: contentType,
        size: content.size,
        checksum: content.checksum,
        user_id: c.get('key').userId,
        created_at: timestamp(platform),
      })
      platform.store.contents.set(row.id, content)
      return c.json(row, 201)
    },
  },
  {
    method: 'GET',
    path: '/files/:id',
    permission: 'read:files',
    handle: (c, platform) => c.json(fileOf(c, platform)),
  },
  {
    method: 'GET',
    path: '/files/:id/content',
    permission: 'read:files',
    handle(c, platform) {
      const file = fileOf(c, platform)
      return serveContent(c.req.raw, contentOf(file, platform), served(file, 'attachment'))
    },
  },
  {
    method: 'DELETE',
    path: '/files/:id',
    permission: 'write:files',
    async handle(c, platform) {
      const file = fileOf(c, platform)
      const content = contentOf(file, platform)
      platform.store.files.delete(file.id)
      platform.store.contents.delete(file.id)
      await content.delete()
      return c.body(null, 204)
    },
  },
  {
    method: 'GET',
    path: '/stream/:file',
    permission: 'read:streams',
    signed: true,
    handle(c, platform) {
      const name = c.req.param('file')
      const file = platform.store.files.all().findLast((row) => row['name'] === name) ?? noFile()
      return serveContent(c.req.raw, contentOf(file, platform), served(file, 'inline'))
    },
  },
]

function fileOf(c: Context<Env>, { store }: Platform): Row {
  return store.files.get(idIn(c)) ?? noFile()
}

function contentOf(file: Row, { store }: Platform): StoredContent {
  return store.contents.get(file.id) ?? noFile()
}

function served(file: Row, disposition: Served['disposition']): Served {
  const { name, content_type, created_at } = file
  return {
    name: String(name),
    contentType: String(content_type),
    createdAt: String(created_at),
    disposition,
  }
}

function noFile(): never {
  throw codedFailure(404, 'FILE_NOT_FOUND', 'There is no such file')
}
