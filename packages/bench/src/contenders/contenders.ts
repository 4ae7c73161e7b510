import type { Contender } from './contender.ts'

/** The yardstick: Node's own `fetch` and `json()`. */
export const yardstick: Contender = { name: 'fetch', label: 'fetch', kind: 'yardstick', signal: true }

/** This SDK. */
export const ours: Contender = {
  name: 'veza',
  label: '@veza/client',
  kind: 'ours',
  package: '@veza/client',
  signal: true,
  program: `import { Veza } from '@veza/client'; export const client = new Veza({ apiKey: 'veza_test_key' })`,
}

/** Everything that is measured, in the order of the tables. */
export const contenders: readonly Contender[] = [
  ours,
  yardstick,
  {
    name: 'undici',
    label: 'undici.request',
    kind: 'runtime',
    package: 'undici',
    signal: true,
    program: `import { request } from 'undici'; export const client = request`,
  },
  {
    name: 'ky',
    label: 'ky',
    kind: 'client',
    package: 'ky',
    signal: true,
    program: `import ky from 'ky'; export const client = ky.create({})`,
  },
  {
    name: 'axios',
    label: 'axios',
    kind: 'client',
    package: 'axios',
    signal: true,
    program: `import axios from 'axios'; export const client = axios.create({})`,
  },
  {
    name: 'got',
    label: 'got',
    kind: 'client',
    package: 'got',
    signal: true,
    program: `import got from 'got'; export const client = got.extend({})`,
  },
  {
    name: 'ofetch',
    label: 'ofetch',
    kind: 'client',
    package: 'ofetch',
    signal: true,
    program: `import { ofetch } from 'ofetch'; export const client = ofetch.create({})`,
  },
  {
    name: 'openai',
    label: 'openai',
    kind: 'sdk',
    package: 'openai',
    signal: true,
    program: `import OpenAI from 'openai'; export const client = new OpenAI({ apiKey: 'key' })`,
  },
  {
    name: 'anthropic',
    label: '@anthropic-ai/sdk',
    kind: 'sdk',
    package: '@anthropic-ai/sdk',
    signal: true,
    program: `import Anthropic from '@anthropic-ai/sdk'; export const client = new Anthropic({ apiKey: 'key' })`,
  },
  {
    name: 'stripe',
    label: 'stripe',
    kind: 'sdk',
    package: 'stripe',
    signal: false,
    program: `import Stripe from 'stripe'; export const client = new Stripe('key')`,
  },
  {
    name: 'octokit',
    label: '@octokit/core',
    kind: 'sdk',
    package: '@octokit/core',
    signal: true,
    program: `import { Octokit } from '@octokit/core'; export const client = new Octokit({ auth: 'key' })`,
  },
  {
    name: 'slack',
    label: '@slack/web-api',
    kind: 'sdk',
    package: '@slack/web-api',
    signal: false,
    program: `import { WebClient } from '@slack/web-api'; export const client = new WebClient('key')`,
  },
  {
    name: 'discord',
    label: '@discordjs/rest',
    kind: 'sdk',
    package: '@discordjs/rest',
    signal: true,
    program: `import { REST } from '@discordjs/rest'; export const client = new REST()`,
  },
  {
    name: 'supabase',
    label: '@supabase/postgrest-js',
    kind: 'sdk',
    package: '@supabase/postgrest-js',
    signal: true,
    program: `import { PostgrestClient } from '@supabase/postgrest-js'; export const client = new PostgrestClient('')`,
  },
  {
    name: 'notion',
    label: '@notionhq/client',
    kind: 'sdk',
    package: '@notionhq/client',
    signal: false,
    program: `import { Client } from '@notionhq/client'; export const client = new Client({ auth: 'key' })`,
  },
]
