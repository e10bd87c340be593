import { readRawHeaders } from '@oaf/access';
import { bareCrypto } from '../crypto/bareCrypto';
import { connectInMemory } from '../http/connectInMemory';
import { listen, serve, type Host } from '../http/listen';
import { sendOver, serializeRequest } from '../http/sendAll';
import { startSender, type Sender } from '../http/startSender';
import { each } from '../measurement/contenders';
import type { Measurement, Row } from '../measurement/Measurement';
import {
  rateOf,
  ratioOf,
  runRounds,
  type Contender,
  type Rates,
} from '../measurement/runRounds';
import { createDoor, fetchNonce, type Door } from './createDoor';
import { createOracle } from './createOracle';
import { prepareRequests, type TokenRequest } from './prepareRequests';

const connections = 8;
const names = {
  door: 'door over HTTP, connections in memory',
  oracle: 'oidc-provider, the same',
  doorLoopback: 'door over HTTP, loopback sockets',
  oracleLoopback: 'oidc-provider, the same sockets',
  inProcess: 'door, in process',
  crypto: 'bare crypto: 2 verifications, 1 signature',
};

type Prepare = (count: number) => Promise<TokenRequest[]>;

async function prepareBytes(prepare: Prepare, count: number) {
  const requests = await prepare(count);
  return requests.map(({ url, headers, body }) =>
    serializeRequest(url, headers, body),
  );
}

function inMemory(name: string, { server }: Host, prepare: Prepare): Contender {
  return {
    name,
    prepare: async count =>
      sendOver(
        connectInMemory(server, connections),
        await prepareBytes(prepare, count),
      ),
  };
}

function overLoopback(
  name: string,
  { origin }: Host,
  prepare: Prepare,
  sender: Sender,
): Contender {
  return {
    name,
    prepare: async count =>
      sender.prepare(origin, await prepareBytes(prepare, count), connections),
  };
}

async function handle(door: Door, { url, headers, body }: TokenRequest) {
  const answer = await door.service({
    method: 'POST',
    path: new URL(url).pathname,
    headers: readRawHeaders(Object.entries(headers).flat()),
    body,
  });
  if (answer.status !== 200) {
    throw new Error(`The door answers ${answer.body}`);
  }
}

async function setUp() {
  const sender = startSender();
  const doorHost = await listen();
  const { door, client } = await createDoor(doorHost.origin);
  doorHost.server.on('request', serve(door.service));
  const oracleHost = await listen();
  const oracle = await createOracle(oracleHost.origin, client);
  oracleHost.server.on('request', oracle.callback());
  const [{ resource }] = door.grant.apis;
  const forDoor: Prepare = async count => {
    const nonce = await fetchNonce(door);
    const { issuer } = door;
    return prepareRequests(count, client, { issuer, resource, nonce });
  };
  const forOracle: Prepare = async count => {
    const server = { issuer: oracleHost.origin, resource };
    const [{ url, headers, body }] = await prepareRequests(1, client, {
      ...server,
      nonce: '',
    });
    const challenge = await fetch(url, { method: 'POST', headers, body });
    const nonce = challenge.headers.get('DPoP-Nonce')!;
    return prepareRequests(count, client, { ...server, nonce });
  };
  const contenders = [
    inMemory(names.door, doorHost, forDoor),
    inMemory(names.oracle, oracleHost, forOracle),
    overLoopback(names.doorLoopback, doorHost, forDoor, sender),
    overLoopback(names.oracleLoopback, oracleHost, forOracle, sender),
    each(names.inProcess, forDoor, request => handle(door, request)),
    bareCrypto(names.crypto, { verifications: 2, signatures: 1 }),
  ];
  const close = () => {
    sender.stop();
    doorHost.server.close();
    oracleHost.server.close();
  };
  return { contenders, close };
}

function toRows(rates: Rates): Row[] {
  const unit = 'requests/s';
  return [
    ...Object.values(names).map(what => ({
      what,
      figure: rateOf(rates, what),
      unit,
    })),
    {
      what: 'door / oidc-provider',
      figure: ratioOf(rates, names.door, names.oracle),
      unit: 'times',
      bound: { atLeast: 3 },
    },
    {
      what: 'door / oidc-provider, loopback sockets',
      figure: ratioOf(rates, names.doorLoopback, names.oracleLoopback),
      unit: 'times',
    },
    {
      what: 'door, in process / bare crypto',
      figure: ratioOf(rates, names.inProcess, names.crypto),
      unit: 'times',
      bound: { atLeast: 0.6 },
    },
  ];
}

/** The token endpoint beside oidc-provider, which does the same grant, and beside the cryptography that it cannot do without. */
export const tokenEndpoint: Measurement = {
  title: 'Token endpoint (private_key_jwt, DPoP with nonce, ES256)',
  async measure() {
    const { contenders, close } = await setUp();
    try {
      return toRows(
        await runRounds(contenders, { rounds: 60, operations: 300 }),
      );
    } finally {
      close();
    }
  },
};
