import { Persona } from '../personas';
import { icon } from './icon';
import { pageStyle } from './pageStyle';

/** The page that asks who is signing in: one button for each persona. */
export function renderPersonaPage(
  personas: readonly Persona[],
  actionOf: (personaId: string) => string,
): string {
  const buttons = personas.map(persona =>
    renderPersonaButton(persona, actionOf(persona.id)),
  );
  return renderPage(
    'Who is signing in?',
    `<p>These four people exist on your machine only. Their groups decide what they may do.</p>
    <ul>${buttons.join('')}</ul>`,
  );
}

/** A page that says one thing; `form` is trusted HTML. */
export function renderNoticePage(notice: {
  title: string;
  text: string;
  form?: string;
}): string {
  return renderPage(
    notice.title,
    `<p>${escapeHtml(notice.text)}</p>${notice.form ?? ''}`,
  );
}

function renderPersonaButton(persona: Persona, action: string) {
  const groups = persona.groups
    .map(group => `<span class="group">${escapeHtml(group)}</span>`)
    .join('');
  return `<li><form method="post" action="${escapeHtml(action)}"><button>
    <span class="initials" aria-hidden="true">${initialsOf(persona.name)}</span>
    <span class="who"><strong>${escapeHtml(persona.name)}</strong>
      <span class="role">${escapeHtml(persona.description)}</span>
      <span class="groups"><span class="sr">Groups: </span>${groups}</span></span>
  </button></form></li>`;
}

function renderPage(title: string, body: string) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="${icon}" />
    <title>${escapeHtml(title)} · Open API Framework</title>
    <style>${pageStyle}</style>
  </head>
  <body><main>
    <p class="eyebrow">Open API Framework · development sign-in</p>
    <h1>${escapeHtml(title)}</h1>
    ${body}
  </main></body>
</html>`;
}

function initialsOf(name: string) {
  return name
    .split(' ')
    .map(word => word[0])
    .join('');
}

function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);
}
