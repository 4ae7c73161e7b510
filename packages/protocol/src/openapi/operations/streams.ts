import type { Operation } from '../operation.ts'
import { idFilter, pageQuery, textFilter } from '../parameters.ts'

const tag = 'Streams'

/** Operations on live streams. */
export const streamOperations: readonly Operation[] = [
  {
    id: 'listStreams',
    method: 'GET',
    path: '/streams',
    tag,
    summary: 'Lists live streams.',
    permission: 'read:streams',
    query: {
      ...pageQuery,
      status: textFilter('Only streams in this state.'),
      category: textFilter('Only streams of this category.'),
      user_id: idFilter('Only streams of this user.'),
    },
    answer: { status: 200, list: 'LiveStream', paging: 'page' },
  },
  {
    id: 'getStream',
    method: 'GET',
    path: '/streams/{id}',
    tag,
    summary: 'Fetches one live stream.',
    permission: 'read:streams',
    answer: { status: 200, one: 'LiveStream' },
  },
  {
    id: 'createStream',
    method: 'POST',
    path: '/streams',
    tag,
    summary: 'Creates a live stream.',
    permission: 'write:streams',
    body: 'CreateLiveStream',
    answer: { status: 201, one: 'LiveStream' },
  },
  {
    id: 'updateStream',
    method: 'PUT',
    path: '/streams/{id}',
    tag,
    summary: 'Changes the fields that are given.',
    permission: 'write:streams',
    body: 'UpdateLiveStream',
    answer: { status: 200, one: 'LiveStream' },
  },
  {
    id: 'deleteStream',
    method: 'DELETE',
    path: '/streams/{id}',
    tag,
    summary: 'Deletes a live stream.',
    permission: 'write:streams',
    answer: { status: 204 },
  },
  {
    id: 'playStream',
    method: 'GET',
    path: '/stream/{file}',
    tag,
    summary: 'Plays a file by a signed URL.',
    permission: 'read:streams',
    signed: true,
    query: {
      expires: {
        description: 'When the URL stops working, in Unix seconds.',
        schema: { type: 'integer', format: 'int64' },
        required: true,
      },
    },
    answer: { status: 200, content: true },
  },
]
