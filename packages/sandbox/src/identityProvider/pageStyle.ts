/** Style of the provider's pages; follows the browser's light or dark preference. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #101316);
  --card: light-dark(#ffffff, #181c20);
  --line: light-dark(#dfe3e8, #2c333a);
  --ink: light-dark(#14181c, #eef1f4);
  --soft: light-dark(#56606b, #a3aeb9);
  --accent: light-dark(#0b6e6e, #4fc4bf);
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
  background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
main {
  width: 100%; max-width: 480px; padding: 32px;
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
}
.eyebrow { margin: 0 0 4px; color: var(--accent); font-size: 13px; font-weight: 600; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; letter-spacing: -0.01em; }
p { margin: 0 0 20px; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; }
form { margin: 0; }
button {
  font: inherit; color: inherit; cursor: pointer; padding: 12px 14px;
  background: transparent; border: 1px solid var(--line); border-radius: 10px;
}
li button { width: 100%; display: flex; gap: 14px; align-items: center; text-align: left; }
button:hover { border-color: var(--accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.initials {
  flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent); color: var(--card); font-weight: 600; font-size: 14px;
}
.who { display: grid; gap: 2px; }
.role { color: var(--soft); font-size: 14px; }
.groups { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 4px; }
.group { padding: 0 8px; border: 1px solid var(--line); border-radius: 99px; color: var(--soft); font-size: 12px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
