import type { Operation } from '../operation.ts'
import { pageQuery, textFilter } from '../parameters.ts'

const tag = 'Files'

/** Operations on files. */
export const fileOperations: readonly Operation[] = [
  {
    id: 'listFiles',
    method: 'GET',
    path: '/files',
    tag,
    summary: 'Lists files, oldest first.',
    permission: 'read:files',
    query: {
      ...pageQuery,
      name: textFilter('Only files of this name.'),
      content_type: textFilter('Only files of this media type.'),
    },
    answer: { status: 200, list: 'StoredFile', paging: 'page' },
  },
  {
    id: 'uploadFile',
    method: 'POST',
    path: '/files',
    tag,
    summary: 'Uploads a file.',
    permission: 'write:files',
    body: 'file',
    answer: { status: 201, one: 'StoredFile' },
  },
  {
    id: 'getFile',
    method: 'GET',
    path: '/files/{id}',
    tag,
    summary: 'Fetches what is known of one file.',
    permission: 'read:files',
    answer: { status: 200, one: 'StoredFile' },
  },
  {
    id: 'getFileContent',
    method: 'GET',
    path: '/files/{id}/content',
    tag,
    summary: 'Downloads a file, or a part of it.',
    permission: 'read:files',
    answer: { status: 200, content: true },
  },
  {
    id: 'deleteFile',
    method: 'DELETE',
    path: '/files/{id}',
    tag,
    summary: 'Deletes a file and its content.',
    permission: 'write:files',
    answer: { status: 204 },
  },
]
