import { storedFileModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for files. */
export function fileBuilders(series: Series) {
  return {
    buildStoredFile: series.builder('buildStoredFile', storedFileModel, ({ number, at }) => ({
      id: number,
      name: `file-${number}.txt`,
      contentType: 'text/plain',
      size: number,
      checksum: number.toString(16).padStart(64, '0'),
      userId: 1,
      createdAt: at,
    })),
  }
}
