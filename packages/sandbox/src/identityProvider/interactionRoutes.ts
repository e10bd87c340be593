import { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { errors } from 'oidc-provider';
import { findPersona, personas } from '../personas';
import { renderNoticePage, renderPersonaPage } from './pages';
import { sendPage } from './sendPage';

const PREFIX = '/interaction/';

/** Path of the page that asks who is signing in. */
export function interactionPath(uid: string): string {
  return `${PREFIX}${uid}`;
}

/** Whether a request belongs to the sign-in page rather than to the protocol. */
export function isInteraction(req: IncomingMessage): boolean {
  return req.url?.startsWith(PREFIX) ?? false;
}

/**
 * `GET /interaction/<uid>` shows the personas, `POST /interaction/<uid>/<persona>` signs one in.
 * The uid is checked against the browser's cookie by the provider.
 */
export async function interact(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    await (req.method === 'POST'
      ? signIn(provider, req, res)
      : ask(provider, req, res));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) {
      throw error;
    }
    sendPage(res, 400, expiredPage());
  }
}

async function ask(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const { uid, prompt } = await provider.interactionDetails(req, res);
  if (prompt.name === 'consent') {
    await provider.interactionFinished(req, res, { consent: {} });
    return;
  }
  sendPage(
    res,
    200,
    renderPersonaPage(personas, id => `${interactionPath(uid)}/${id}`),
  );
}

async function signIn(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const [, personaId = ''] = req.url!.slice(PREFIX.length).split('/');
  const persona = findPersona(personaId);
  if (!persona) {
    sendPage(res, 404, unknownPersonaPage());
    return;
  }
  await provider.interactionFinished(req, res, {
    login: { accountId: persona.id },
  });
}

function expiredPage() {
  return renderNoticePage({
    title: 'This sign-in has expired',
    text: 'Close this window and sign in again from the app.',
  });
}

function unknownPersonaPage() {
  return renderNoticePage({
    title: 'Nobody has this name',
    text: 'Go back and choose one of the personas.',
  });
}
