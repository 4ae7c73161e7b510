/** What stands above the tables of each section. */
export const notes = {
  speed: `The client's processor time for each call, over that of a bare \`fetch\` and \`json()\` measured right before or after it
in the same process: median of the pairs, with quartiles. Everyone talks to one server, in a process of its own, and gets
the same bytes. \`@veza/client\` runs its whole path: credential, retry and timeouts armed, validation, typed model;
\`fetch\` has none of that, and no peer validates. The row of \`fetch\` is \`fetch\` against itself: how far it is from 1.00
is noise, and differences as small mean nothing. Milliseconds and calls a second depend on what else the machine does.

Slack's API is a POST of a form for everything: its list is one, and it has no GET. Stripe posts a form. Discord's own
limit of 50 calls a second was raised; it still makes one call at a time for each route.`,

  reading: `What \`@veza/client\` adds to parsing the list of 100: it finds the list, validates each user, and makes a model of it. A
call for models, less the same call for the JSON as it is, over \`JSON.parse\` of the same text; no network is in it.`,

  start: `Processes from nothing. CPU and memory to import and construct: above a process that loads no client. With the first
GET: over a process that makes one bare \`fetch\`. \`@veza/client\` is installed from its tarball. Median of the pairs,
with quartiles. Milliseconds grow on a busy machine; the ratios do so less.`,

  size: `A program that makes a client, bundled and minified by rolldown, gzipped: what it loads at once, and with all that it may
load later. Installed: the package and all its dependencies on the disk.`,

  types: 'What a one-line program that makes a client costs `tsc` above an empty program.',

  exam: `Twelve ways in which a server fails, on real sockets, with each library's defaults. ● passed, ○ failed, – no such call.
A repeat under one key is right where the server is known to honour it, as Stripe's own is; case 5 is about a server of
which nothing is known. Octokit, axios and others leave retries to plugins or to the caller.`,

  leaks: `After the calls, which all share one AbortSignal where the library takes one: growth of the heap after collections,
listeners on the signal right after the last call, and those that stay after collections. Then the client is closed,
where it can be, and what is still open after two seconds is counted. A library that cannot be closed keeps its idle
connections, and a timer for many of them.`,
}
