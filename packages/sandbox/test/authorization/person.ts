import { Browser } from '../../../auth/test/support/browser.ts'

/** The fields of the form on a page, and where it goes. */
interface Form {
  readonly action: string
  readonly fields: URLSearchParams
}

/** Somebody at a browser: reads pages, fills in forms, and presses buttons. */
export class Person {
  readonly browser = new Browser()
  readonly #name: string
  readonly #password: string

  constructor(name: string, password = 'veza-sandbox') {
    this.#name = name
    this.#password = password
  }

  /**
   * Signs in and agrees, wherever the address leads.
   *
   * @param until - how the address begins that the app is called back at.
   * @param answer - what to press on the page that asks for consent.
   */
  async visit(url: string, until: string, answer: 'allow' | 'deny' = 'allow'): Promise<string> {
    let at = url
    let response = await this.browser.fetch(at)
    for (let steps = 0; steps < 20; steps++) {
      const location = response.headers.get('location')
      if (location !== null) {
        at = new URL(location, at).href
        if (at.startsWith(until)) return at
        response = await this.browser.fetch(at)
        continue
      }
      const form = formIn(await response.text())
      if (form === undefined) throw new Error(`${at} answers ${response.status} and asks for nothing`)
      at = new URL(form.action, at).href
      response = await this.#send(at, this.#filledIn(form.fields, answer))
    }
    throw new Error('too many steps')
  }

  /** Connects a device by its code. @returns the last page. */
  async connect(address: string, code?: string): Promise<string> {
    let at = address
    let page = await this.browser.page(at)
    for (let steps = 0; steps < 10; steps++) {
      const form = formIn(page)
      if (form === undefined) return page
      at = new URL(form.action, at).href
      const { fields } = form
      if (code !== undefined && fields.get('user_code') === '') fields.set('user_code', code)
      if (page.includes('name="confirm"')) fields.set('confirm', 'yes')
      page = await this.browser.page(at, formRequest(this.#filledIn(fields, 'allow')))
    }
    throw new Error('too many steps')
  }

  #filledIn(fields: URLSearchParams, answer: string): URLSearchParams {
    if (fields.has('password')) {
      fields.set('username', this.#name)
      fields.set('password', this.#password)
      fields.set('do', 'login')
    } else if (!fields.has('user_code')) fields.set('do', answer)
    return fields
  }

  #send(url: string, fields: URLSearchParams): Promise<Response> {
    return this.browser.fetch(url, formRequest(fields))
  }
}

function formRequest(fields: URLSearchParams): RequestInit {
  return {
    method: 'POST',
    body: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

function formIn(page: string): Form | undefined {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
  if (action === undefined) return undefined
  const fields = new URLSearchParams()
  for (const [input] of page.matchAll(/<input [^>]+>/g)) {
    const name = / name="([^"]+)"/.exec(input)?.[1]
    if (name !== undefined) fields.set(name, / value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return { action, fields }
}
