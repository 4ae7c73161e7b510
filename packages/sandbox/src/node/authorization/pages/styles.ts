/**
 * How the pages look. Nothing is loaded from elsewhere. Buttons are shown from right to left: the first one of a form is what
 * the Enter key presses.
 */
export const styles = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f3f8, #14121c);
  --card: light-dark(#fff, #1f1c2b);
  --text: light-dark(#1d1930, #f0eef8);
  --quiet: light-dark(#5d586f, #aaa5bd);
  --line: light-dark(#d9d5e5, #3b3650);
  --accent: light-dark(#5b2fd6, #a58bff);
  --on-accent: light-dark(#fff, #17122b);
  --bad: light-dark(#b3123b, #ff8fa6);
  --tint: light-dark(#f3effd, #2a2440);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  padding: 1.5rem 1rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main {
  width: 100%;
  max-width: 26rem;
  padding: 2rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 1rem;
  box-shadow: 0 1rem 3rem rgb(20 10 60 / 8%);
}
.brand { display: flex; align-items: center; gap: .5rem; margin: 0 0 1.5rem; font-weight: 700; letter-spacing: .02em; }
.brand svg { width: 1.75rem; height: 1.75rem; color: var(--accent); }
.brand span { margin-left: auto; padding: .1rem .6rem; border-radius: 1rem; background: var(--tint); color: var(--quiet); font-size: .75rem; font-weight: 500; letter-spacing: 0; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
label { display: block; margin: 0 0 .25rem; font-weight: 600; font-size: .9rem; }
input[type="text"], input[type="password"] {
  width: 100%;
  margin: 0 0 1rem;
  padding: .65rem .8rem;
  border: 1px solid var(--line);
  border-radius: .6rem;
  background: var(--card);
  color: inherit;
  font: inherit;
}
input.code { font: 600 1.5rem ui-monospace, Menlo, Consolas, monospace; letter-spacing: .12em; text-align: center; text-transform: uppercase; }
.actions { display: flex; flex-direction: row-reverse; gap: .75rem; margin-top: 1.5rem; }
button {
  flex: 1;
  padding: .7rem 1rem;
  border: 1px solid var(--line);
  border-radius: .6rem;
  background: transparent;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alert { padding: .6rem .8rem; border: 1px solid currentColor; border-radius: .6rem; color: var(--bad); font-size: .9rem; }
ul.scopes { margin: 0 0 1rem; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .8rem; }
ul.scopes li { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 .75rem; padding: .55rem .8rem; }
ul.scopes li + li { border-top: 1px solid var(--line); }
code { font: .85rem ui-monospace, Menlo, Consolas, monospace; color: var(--quiet); }
.shown { margin: 1rem 0; padding: 1rem; border-radius: .8rem; background: var(--tint); font: 700 1.75rem ui-monospace, Menlo, Consolas, monospace; letter-spacing: .1em; text-align: center; color: var(--text); }
.hint { margin: 1.5rem 0 0; padding: .75rem 1rem; border-radius: .8rem; background: var(--tint); color: var(--quiet); font-size: .85rem; }
.hint code { color: var(--text); }
a { color: var(--accent); }
`
