export type { Check, Checks } from './check-options.ts'
export { checkOptions, required } from './check-options.ts'
export { invalidOption } from './invalid-option.ts'
export { isLoopback } from './is-loopback.ts'
export { isPlain } from './is-plain.ts'
export {
  anything,
  atLeast,
  between,
  hasMethods,
  isA,
  oneOf,
  pastedWhole,
  positive,
  text,
  texts,
} from './option-checks.ts'
