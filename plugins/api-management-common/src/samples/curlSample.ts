import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { metadataUrl } from './metadataUrl';
import { shellWord } from './shellWord';
import { targetOf } from './target';

const tools = `: "\${OAF_API_KEY:?Set OAF_API_KEY to the API key}"

# The private key never leaves this machine. Keep the file as you keep a password.
key="$client_id.key.pem"
[ -f "$key" ] || (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$key")

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
member() { sed -n "s/.*\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p"; }
fail() { echo "$1" >&2; exit 1; }

# openssl writes the two numbers of a signature as DER; ES256 wants 32 bytes each.
raw_signature() {
  local number
  openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' | while read -r number; do
    printf "$(printf '%64s' "$number" | tr ' ' 0 | sed 's/../\\\\x&/g')"
  done
}

jwt() { # header, claims
  local input
  input="$(printf %s "$1" | base64url).$(printf %s "$2" | base64url)"
  echo "$input.$(printf %s "$input" | openssl dgst -sha256 -sign "$key" | raw_signature | base64url)"
}

point() { openssl ec -in "$key" -pubout -outform DER 2>/dev/null | tail -c 64; }
jwk="{\\"kty\\":\\"EC\\",\\"crv\\":\\"P-256\\",\\"alg\\":\\"ES256\\",\\"x\\":\\"$(point | head -c 32 | base64url)\\",\\"y\\":\\"$(point | tail -c 32 | base64url)\\"}"

# The server's challenge; every proof signs it.
metadata=$(curl -sS "$metadata_url")
nonce_endpoint=$(member nonce_endpoint <<<"$metadata")
[ -n "$nonce_endpoint" ] || fail "$metadata"
answer=$(curl -sS -X POST "$nonce_endpoint")
nonce=$(member nonce <<<"$answer")
[ -n "$nonce" ] || fail "$answer"

proof() { # method, URL, access token if there is one
  local claims
  claims="\\"htm\\":\\"$1\\",\\"htu\\":\\"\${2%%\\?*}\\",\\"nonce\\":\\"$nonce\\""
  [ -z "\${3-}" ] || claims="$claims,\\"ath\\":\\"$(printf %s "$3" | openssl dgst -sha256 -binary | base64url)\\""
  jwt "{\\"typ\\":\\"dpop+jwt\\",\\"alg\\":\\"ES256\\",\\"jwk\\":$jwk}" \\
    "{\\"jti\\":\\"$(openssl rand -hex 16)\\",\\"iat\\":$(date +%s),$claims}"
}

`;

const enrolment = `# Once: the temporary password enrols the public key. The note stands outside the key, where openssl does not look.
# Secrets go to curl as files, because every user of a machine can read the arguments of all processes.
if ! grep -q '^enrolled$' "$key"; then
  : "\${OAF_TEMPORARY_PASSWORD:?Set OAF_TEMPORARY_PASSWORD for the first run}"
  answer=$(curl -sS "$registration_endpoint" -H 'Content-Type: application/json' \\
    -H @<(printf 'Authorization: DPoP %s\\n' "$OAF_TEMPORARY_PASSWORD") \\
    -H "DPoP: $(proof POST "$registration_endpoint" "$OAF_TEMPORARY_PASSWORD")" \\
    -d "{\\"token_endpoint_auth_method\\":\\"private_key_jwt\\",\\"jwks\\":{\\"keys\\":[$jwk]}}")
  [ -n "$(member client_id <<<"$answer")" ] || fail "$answer"
  echo enrolled >>"$key"
fi

`;

const call = `# Every five minutes: the key signs the challenge and gets an access token.
now=$(date +%s)
assertion=$(jwt '{"alg":"ES256"}' "{\\"iss\\":\\"$client_id\\",\\"sub\\":\\"$client_id\\",\\"aud\\":\\"$issuer\\",\\"jti\\":\\"$(openssl rand -hex 16)\\",\\"iat\\":$now,\\"exp\\":$((now + 60))}")
answer=$(curl -sS "$token_endpoint" -H "DPoP: $(proof POST "$token_endpoint")" \\
  -d grant_type=client_credentials \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  -d @<(printf 'client_assertion=%s' "$assertion") \\
  --data-urlencode "scope=$scope" --data-urlencode "resource=$resource")
token=$(member access_token <<<"$answer")
[ -n "$token" ] || fail "$answer"

# Every call: access token, API key, and a fresh proof that the key is still here.
curl -sSg -w '\\n%{http_code}\\n' "$url" -H @<(printf 'x-api-key: %s\\n' "$OAF_API_KEY") \\
  -H @<(printf 'Authorization: DPoP %s\\n' "$token") -H "DPoP: $(proof GET "$url" "$token")"
`;

function settings(connection: Connection, options?: SampleOptions): string {
  const { title, resource, url } = targetOf(connection, options);
  return `#!/usr/bin/env bash
# Calls ${title}. Needs bash, curl and openssl.
set -euo pipefail

issuer=${shellWord(connection.issuer)}
metadata_url=${shellWord(metadataUrl(connection.issuer))}
registration_endpoint=${shellWord(connection.registrationEndpoint)}
token_endpoint=${shellWord(connection.tokenEndpoint)}
client_id=${shellWord(connection.clientId)}
scope=${shellWord(connection.scopes.join(' '))}
resource=${shellWord(resource)}
url=${shellWord(url)}

`;
}

/** A bash script that calls an API by means of curl and openssl only. */
export function curlSample(
  connection: Connection,
  options?: SampleOptions,
): string {
  return settings(connection, options) + tools + enrolment + call;
}
