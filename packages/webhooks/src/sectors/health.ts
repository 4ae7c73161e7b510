import { makeSector, type SectorKind } from './make-sector.ts'
import type { Sector, SectorOptions } from './sector.ts'

const kind: SectorKind = {
  name: 'health',
  subject: ['patient_id', 'patientId', 'patient.id'],
  ids: [
    'id',
    'patient_id',
    'patientId',
    'practitioner_id',
    'practitionerId',
    'appointment_id',
    'appointmentId',
  ],
  keep: ['priority', 'ward', 'specialty'],
}

/**
 * Health: events about patients. Each must say whose it is (`data.patient_id`, `data.patientId` or `data.patient.id`).
 * A log shows kinds and states, and of a person a pseudonym at most: no name, no date, no value.
 *
 * @param options - a key for pseudonyms, further fields to keep, a schema of your own.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @see guide: external-services.md, "Exemples sectoriels"
 * @example
 * ```ts
 * import { health } from '@veza/webhooks/sectors'
 *
 * const sector = health({ pseudonymKey: 'a-secret-of-the-hospital' })
 * const event = { type: 'patient.admitted', data: { patient_id: 'P-17', name: 'Jane', ward: 'B2' } }
 * console.log(await sector.anonymise(event)) // { type, data: { patient_id: 'p_…', name: '[string]', ward: 'B2' } }
 * ```
 */
export function health(options: SectorOptions = {}): Sector {
  return makeSector(kind, options)
}
