import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { literal } from './literal';
import { targetOf } from './target';

const allowHttp = `
  // The gateway is on this machine, without TLS.
  execute: [client.allowInsecureRequests],`;

const refusals = `// Says why the server refused, wherever it wrote that.
process.on("uncaughtException", async (error) => {
  const { cause } = error;
  const answer = [error.response, cause, cause?.cause]
    .find((one) => one instanceof Response && !one.bodyUsed);
  const said = cause?.error_description
    ? \`\${cause.error}: \${cause.error_description}\`
    : await answer?.text();
  console.error(said || [error.message, cause?.message].filter(Boolean).join(": "));
  process.exit(1);
});

`;

const keys = `const { OAF_API_KEY, OAF_TEMPORARY_PASSWORD } = process.env;
if (!OAF_API_KEY) throw new Error("Set OAF_API_KEY to the API key");

// The private key never leaves this machine. Keep the file as you keep a password.
const keyFile = \`\${clientId}.key.json\`;
const ecdsa = { name: "ECDSA", namedCurve: "P-256" };

function saveKey(key) {
  writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
}

if (!existsSync(keyFile)) {
  const pair = await crypto.subtle.generateKey(ecdsa, true, ["sign"]);
  saveKey(await crypto.subtle.exportKey("jwk", pair.privateKey));
}

const { enrolled, ...privateJwk } = JSON.parse(readFileSync(keyFile, "utf8"));
const { kty, crv, x, y } = privateJwk;
const publicJwk = { kty, crv, x, y };
const keys = {
  privateKey: await crypto.subtle.importKey("jwk", privateJwk, ecdsa, false, ["sign"]),
  publicKey: await crypto.subtle.importKey("jwk", publicJwk, ecdsa, true, ["verify"]),
};

`;

const enrolment = `const authentication = client.PrivateKeyJwt(keys.privateKey);
const config = await client.discovery(issuer, clientId, {}, authentication, options);
const DPoP = client.getDPoPHandle(config, keys);

// Once: the temporary password enrols the public key.
if (!enrolled) {
  if (!OAF_TEMPORARY_PASSWORD) throw new Error("Set OAF_TEMPORARY_PASSWORD for the first run");
  await client.dynamicClientRegistration(
    issuer,
    {
      token_endpoint_auth_method: "private_key_jwt",
      grant_types: ["client_credentials"],
      jwks: { keys: [{ ...publicJwk, alg: "ES256" }] },
    },
    authentication,
    { ...options, DPoP, initialAccessToken: OAF_TEMPORARY_PASSWORD },
  );
  saveKey({ ...privateJwk, enrolled: true });
}

`;

const call = `// Every five minutes: the key signs the server's challenge and gets an access token.
const token = await client.clientCredentialsGrant(config, { scope, resource }, { DPoP });

// Every call: access token, API key, and a fresh proof that the key is still here.
const headers = new Headers({ "x-api-key": OAF_API_KEY });
const response = await client.fetchProtectedResource(
  config, token.access_token, url, "GET", null, headers, { DPoP },
);
console.log(response.status, await response.text());
`;

function settings(connection: Connection, options?: SampleOptions): string {
  const { title, resource, url } = targetOf(connection, options);
  const isHttp = connection.issuer.startsWith('http://');
  return `// Calls ${title}. Needs Node.js 20 or newer and: npm install openid-client
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as client from "openid-client";

const issuer = new URL(${literal(connection.issuer)});
const clientId = ${literal(connection.clientId)};
const scope = ${literal(connection.scopes.join(' '))};
const resource = ${literal(resource)};
const url = new URL(${literal(url)});
const options = {
  algorithm: "oauth2",${isHttp ? allowHttp : ''}
};

`;
}

/** An ES module for Node.js 20 or newer that calls an API by means of openid-client. */
export function nodeSample(
  connection: Connection,
  options?: SampleOptions,
): string {
  return settings(connection, options) + refusals + keys + enrolment + call;
}
