import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** Chromium reports the answer 401 to "is there a session?", which the sign-in page asks of a new browser. */
const isNobodySignedIn = (message: ConsoleMessage) =>
  message.text().includes('status of 401') &&
  new URL(message.location().url).pathname === '/api/auth/oidc/refresh';

/** Notes what goes wrong in any page of the context, popups too. */
export function watchProblems(
  context: BrowserContext,
  name: string,
  problems: string[],
) {
  context.on('console', message => {
    if (message.type() === 'error' && !isNobodySignedIn(message)) {
      const { url } = message.location();
      problems.push(`${name}, console: ${message.text()} (${url})`);
    }
  });
  context.on('weberror', webError => {
    problems.push(`${name}, not caught: ${webError.error().stack}`);
  });
}
