// The panel's looks. Nothing of the page reaches in: every property begins anew at the host, and
// what is important in here is stronger than what is important out there.

/** Of the host element on a page. */
export const HOST = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto 16px 16px auto !important;
  z-index: 2147483647 !important;
  display: block !important;
  width: auto !important;
  max-width: calc(100vw - 32px) !important;
  visibility: visible !important;
  opacity: 1 !important;
  pointer-events: auto !important;
  color-scheme: light dark !important;
}
`;

/** Of the panel, wherever it is. */
export const PANEL = `
.leaklint {
  --paper: #fafaf8; --card: #fff; --ink: #17181b; --quiet: #5d6169; --line: #e2e2dd;
  --edge: #8b8f96; --accent: #c42f1a; --soft: #fbe6e1; --on-accent: #fff;
  color: var(--ink);
  font: 14px / 1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: left;
}
@media (prefers-color-scheme: dark) {
  .leaklint {
    --paper: #121315; --card: #191a1d; --ink: #ededeb; --quiet: #a3a7ae; --line: #2c2e32;
    --edge: #767b83; --accent: #ff7d69; --soft: #3c1f1a; --on-accent: #1a0d0a;
  }
}
*, ::before, ::after { box-sizing: border-box; }
p, ol, ul, pre, h2 { margin: 0; padding: 0; }
ol, ul { list-style: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: 12px / 1.6 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
button {
  min-height: 36px; padding: 4px 12px; border: 1px solid var(--edge); border-radius: 8px;
  background: var(--card); color: inherit; font: inherit; font-weight: 550; cursor: pointer;
}
button:hover { border-color: var(--ink); }
button:disabled { opacity: .65; cursor: default; }
.badge {
  display: block; margin-left: auto; min-height: 44px; padding: 8px 18px; border-radius: 999px;
  border: 1px solid var(--line); background: var(--card); box-shadow: 0 2px 14px rgb(0 0 0 / .18);
  font: 600 14px / 1.4 system-ui, sans-serif;
}
.badge.error { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.badge.warning { border-color: var(--accent); color: var(--accent); }
.box {
  display: flex; flex-direction: column; width: 420px; max-width: 100%;
  max-height: min(640px, calc(100vh - 96px)); margin-bottom: 12px;
  border: 1px solid var(--line); border-radius: 16px; background: var(--paper);
  box-shadow: 0 8px 40px rgb(0 0 0 / .24); overflow: hidden;
}
.box[hidden] { display: none; }
.bar { display: flex; align-items: center; justify-content: space-between; padding: 10px 10px 10px 18px;
  border-bottom: 1px solid var(--line); }
.bar h2 { font: 600 13px / 1 ui-monospace, Menlo, Consolas, monospace; }
.scroll { overflow: auto; padding: 16px 18px; }
.panel { display: grid; gap: 12px; min-width: 0; }
.content { display: grid; gap: 12px; min-width: 0; }
.status { font-size: 20px; font-weight: 640; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance; }
.status.error { color: var(--accent); }
.quiet { color: var(--quiet); font-size: 13px; }
.findings > li { border-top: 1px solid var(--line); }
.findings summary { display: grid; grid-template-columns: auto 1fr; gap: 0 8px; padding: 10px 0;
  cursor: pointer; list-style: none; overflow-wrap: anywhere; }
.findings summary::-webkit-details-marker { display: none; }
.findings summary .place { grid-column: 1 / -1; color: var(--quiet); }
.severity { color: var(--quiet); font-size: 12px; font-weight: 600; line-height: 21px; }
.error > details .severity, .warning > details .severity { color: var(--accent); }
.findings details[open] > :not(summary) { margin-bottom: 10px; }
pre { padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  overflow-x: auto; white-space: pre; }
mark { border-radius: 3px; background: var(--soft); color: var(--accent); font-weight: 600; padding: 1px 3px; }
.note mark { background: none; color: inherit; }
.steps { list-style: decimal; padding-left: 20px; display: grid; gap: 4px; }
.unread { display: grid; gap: 4px; padding-top: 8px; color: var(--quiet); font-size: 13px; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
a { color: inherit; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
`;
