import { describe, expect, test } from 'vitest'
import { errorForStatus } from './error-for-status.ts'

const options = { code: 'CODE', remedy: 'Do it.' }

describe('the class of error for a status', () => {
  test.each<[number, string]>([
    [0, 'InvalidResponseError'],
    [200, 'InvalidResponseError'],
    [304, 'InvalidResponseError'],
    [399, 'InvalidResponseError'],
    [400, 'InvalidRequestError'],
    [401, 'AuthenticationError'],
    [402, 'InvalidRequestError'],
    [403, 'PermissionError'],
    [404, 'NotFoundError'],
    [405, 'InvalidRequestError'],
    [408, 'TimeoutError'],
    [409, 'ConflictError'],
    [410, 'NotFoundError'],
    [412, 'ConflictError'],
    [413, 'InvalidRequestError'],
    [418, 'InvalidRequestError'],
    [422, 'InvalidRequestError'],
    [423, 'ConflictError'],
    [429, 'RateLimitError'],
    [499, 'InvalidRequestError'],
    [500, 'ServerError'],
    [503, 'ServerError'],
    [504, 'ServerError'],
    [599, 'ServerError'],
  ])('%i is %s', (status, name) => {
    const ErrorClass = errorForStatus(status)
    expect(new ErrorClass('It failed', options).name).toBe(name)
    expect(new ErrorClass('It failed', options)).toBeInstanceOf(ErrorClass)
  })
})
