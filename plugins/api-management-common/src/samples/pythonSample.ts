import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { literal } from './literal';
import { metadataUrl } from './metadataUrl';
import { targetOf } from './target';

const keys = `api_key = os.environ.get("OAF_API_KEY") or sys.exit("Set OAF_API_KEY to the API key")

# The private key never leaves this machine. Keep the file as you keep a password.
key_file = f"{client_id}.key.json"


def save_key(key, enrolled):
    draft = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(draft, "w") as file:
        json.dump({**key.as_dict(private=True), "enrolled": enrolled}, file)


if not os.path.exists(key_file):
    save_key(ECKey.generate_key("P-256"), False)

with open(key_file) as file:
    jwk = json.load(file)
enrolled = jwk.pop("enrolled")
key = ECKey.import_key(jwk)
public_jwk = {**{name: jwk[name] for name in ("kty", "crv", "x", "y")}, "alg": "ES256"}

def require_success(response):
    if not response.ok:
        sys.exit(response.text)
    return response.json()


# The server's challenge; every proof signs it.
metadata = require_success(requests.get(metadata_url, timeout=30))
nonce = require_success(requests.post(metadata["nonce_endpoint"], timeout=30))["nonce"]


def sign(header, claims):
    claims = {"jti": str(uuid.uuid4()), "iat": int(time.time()), **claims}
    return jwt.encode({"alg": "ES256", **header}, claims, key)


def proof(method, url, token=None):
    claims = {"htm": method, "htu": url.split("?")[0], "nonce": nonce}
    if token:
        digest = hashlib.sha256(token.encode()).digest()
        claims["ath"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return sign({"typ": "dpop+jwt", "jwk": public_jwk}, claims)


`;

const enrolment = `# Once: the temporary password enrols the public key.
if not enrolled:
    password = os.environ.get("OAF_TEMPORARY_PASSWORD") or sys.exit(
        "Set OAF_TEMPORARY_PASSWORD for the first run"
    )
    url = metadata["registration_endpoint"]
    require_success(
        requests.post(
            url,
            headers={"Authorization": f"DPoP {password}", "DPoP": proof("POST", url, password)},
            json={"token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": [public_jwk]}},
            timeout=30,
        )
    )
    save_key(key, True)

`;

const call = `# Every five minutes: the key signs the challenge and gets an access token.
url = metadata["token_endpoint"]
assertion = sign(
    {}, {"iss": client_id, "sub": client_id, "aud": issuer, "exp": int(time.time()) + 60}
)
token = require_success(
    requests.post(
        url,
        headers={"DPoP": proof("POST", url)},
        data={
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion,
            "scope": scope,
            "resource": resource,
        },
        timeout=30,
    )
)["access_token"]

# Every call: access token, API key, and a fresh proof that the key is still here.
response = requests.get(
    api_url,
    headers={
        "x-api-key": api_key,
        "Authorization": f"DPoP {token}",
        "DPoP": proof("GET", api_url, token),
    },
    timeout=30,
)
print(response.status_code, response.text)
`;

// A comment in the first two lines may name the file's encoding (PEP 263), so the title comes after them.
function settings(connection: Connection, options?: SampleOptions): string {
  const { title, resource, url } = targetOf(connection, options);
  return `#!/usr/bin/env python3
# Needs Python 3.9 or newer and: pip install joserfc requests
# Calls ${title}.
import base64
import hashlib
import json
import os
import sys
import time
import uuid

import requests
from joserfc import jwt
from joserfc.jwk import ECKey

issuer = ${literal(connection.issuer)}
metadata_url = ${literal(metadataUrl(connection.issuer))}
client_id = ${literal(connection.clientId)}
scope = ${literal(connection.scopes.join(' '))}
resource = ${literal(resource)}
api_url = ${literal(url)}

`;
}

/** A Python program that calls an API by means of joserfc and requests. */
export function pythonSample(
  connection: Connection,
  options?: SampleOptions,
): string {
  return settings(connection, options) + keys + enrolment + call;
}
