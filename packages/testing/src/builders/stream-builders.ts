import { createLiveStreamModel, liveStreamModel, updateLiveStreamModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for live streams. */
export function streamBuilders(series: Series) {
  return {
    buildLiveStream: series.builder('buildLiveStream', liveStreamModel, ({ number, at }) => ({
      id: number,
      title: `Stream ${number}`,
      description: '',
      userId: 1,
      status: 'live',
      category: 'talk',
      visibility: 'public',
      createdAt: at,
      updatedAt: at,
    })),
    buildCreateLiveStream: series.builder('buildCreateLiveStream', createLiveStreamModel, ({ number }) => ({
      title: `Stream ${number}`,
      description: '',
      category: 'talk',
      visibility: 'public',
    })),
    buildUpdateLiveStream: series.builder('buildUpdateLiveStream', updateLiveStreamModel, ({ number }) => ({
      title: `New stream ${number}`,
      description: '',
      category: 'talk',
      visibility: 'public',
      status: 'ended',
    })),
  }
}
