import { makeSector, type SectorKind } from './make-sector.ts'
import type { Sector, SectorOptions } from './sector.ts'

const kind: SectorKind = {
  name: 'education',
  subject: ['student_id', 'studentId', 'student.id'],
  ids: ['id', 'student_id', 'studentId', 'teacher_id', 'teacherId', 'guardian_id', 'guardianId'],
  keep: ['course', 'course_id', 'courseId', 'subject', 'term', 'level', 'language'],
}

/**
 * Education: events about students. Each must say whose it is (`data.student_id`, `data.studentId` or
 * `data.student.id`). A log shows course and term, never a mark or a name.
 *
 * @param options - a key for pseudonyms, further fields to keep, a schema of your own.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @see guide: external-services.md, "Exemples sectoriels"
 * @example
 * ```ts
 * import { education } from '@veza/webhooks/sectors'
 *
 * const event = { type: 'grade.published', data: { student_id: 4, course: 'maths', grade: 17 } }
 * console.log(await education().anonymise(event)) // { type, data: { student_id: '[id]', course, grade: '[number]' } }
 * ```
 */
export function education(options: SectorOptions = {}): Sector {
  return makeSector(kind, options)
}
